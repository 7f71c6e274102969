import { describe, expect, it } from 'vitest';
import { parseWireDate, toWireDate } from '../../../schemas/camunda/dates.ts';
import { listBody, listParameters } from '../../../schemas/camunda/list-query.ts';

const spec = {
  filters: {
    name: 'text',
    idIn: 'texts',
    locked: 'flag',
    after: 'date',
    priority: 'number',
    vars: 'variables',
    due: 'dateComparisons',
  },
  sorts: ['created'],
  ignored: ['deserializeValues'],
} as const;
const fromQuery = (query: object) => listParameters(spec).safeParse(query);
const fromBody = (body: unknown) => listBody(spec).safeParse(body);
const after = new Date('2026-01-15T09:30:00.000Z');

describe('a list', () => {
  it('is asked with query parameters', () => {
    const parsed = fromQuery({
      name: 'a',
      idIn: 'a,b',
      locked: 'true',
      after: '2026-01-15T10:30:00.000+0100',
      priority: '5',
      vars: 'risk_eq_high,score_gteq_5',
      due: 'gt_2026-01-15T09:30:00.000Z',
      deserializeValues: 'false',
      sortBy: 'created',
      sortOrder: 'desc',
      firstResult: '10',
      maxResults: '5',
    });
    expect(parsed.data).toEqual({
      filters: {
        name: 'a',
        idIn: ['a', 'b'],
        locked: true,
        after,
        priority: 5,
        vars: [
          { name: 'risk', operator: 'eq', value: 'high' },
          { name: 'score', operator: 'gteq', value: '5' },
        ],
        due: [{ operator: 'gt', value: after }],
      },
      sorting: [{ sortBy: 'created', sortOrder: 'desc' }],
      beside: { deserializeValues: 'false' },
      firstResult: 10,
      maxResults: 5,
    });
  });

  it('is asked with a body, in which null is the same as nothing', () => {
    const body = {
      name: null,
      idIn: ['a'],
      locked: false,
      sorting: [{ sortBy: 'created', sortOrder: 'asc' }],
    };
    expect(fromBody(body).data).toMatchObject({
      filters: { idIn: ['a'], locked: false },
      sorting: [{ sortBy: 'created', sortOrder: 'asc' }],
    });
    expect(fromBody({}).data).toMatchObject({ filters: {} });
  });

  it.each(['true', 'True', 'TRUE'])('takes a flag in an address as %s', (locked) => {
    expect(fromQuery({ locked }).data?.filters).toEqual({ locked: true });
    expect(fromQuery({ locked: 'yes' }).success).toBe(false);
  });

  it.each([
    [{ nonsense: '1' }],
    [{ sortBy: 'created' }],
    [{ sortBy: 'nonsense', sortOrder: 'asc' }],
    [{ after: 'yesterday' }],
    [{ vars: 'risk_is_high' }],
    [{ due: 'eq_2026-01-15T09:30:00.000Z' }],
    [{ maxResults: '-1' }],
  ])('refuses %j', (query) => {
    expect(fromQuery(query).success).toBe(false);
  });
});

describe('a date of Camunda', () => {
  it.each([
    '2026-01-15T10:30:00.000+0100',
    '2026-01-15T10:30:00.000+01:00',
    '2026-01-15T09:30:00Z',
    '2026-01-15T09:30:00.000999Z',
  ])('is read from %s', (text) => {
    expect(parseWireDate(text)).toEqual(after);
  });

  it.each(['2026-01-15', '2026-13-01T00:00:00.000Z', 'now', '2026-01-15T10:30:00'])('is not %s', (text) => {
    expect(parseWireDate(text)).toBeUndefined();
  });

  it('is written in UTC with a numeric offset', () => {
    expect(toWireDate(after)).toBe('2026-01-15T09:30:00.000+0000');
  });
});
