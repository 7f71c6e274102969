import { describe, expect, it } from 'vitest';
import { pathwayVariables } from '../../../directus-extensions/njia/src/tasks/pathway-variables.ts';

const field = (name: string, type: string) => ({ field: name, variable: name, type });

describe('variables for the pathway', () => {
  it('carry the type of the field', () => {
    const row = {
      decision: 'accepted',
      count: 3,
      cost: '12.50',
      is_safe: false,
      review_on: '2026-03-01',
      needs: ['legal_aid'],
    };
    const fields = [
      field('decision', 'string'),
      field('count', 'integer'),
      field('cost', 'decimal'),
      field('is_safe', 'boolean'),
      field('review_on', 'date'),
      field('needs', 'json'),
    ];
    expect(pathwayVariables(fields, row)).toEqual({
      decision: { type: 'String', value: 'accepted' },
      count: { type: 'Integer', value: 3 },
      cost: { type: 'Double', value: 12.5 },
      is_safe: { type: 'Boolean', value: false },
      review_on: { type: 'Date', value: '2026-03-01T00:00:00.000+0000' },
      needs: { type: 'Json', value: '["legal_aid"]' },
    });
  });

  it('take the name the administrator gave them', () => {
    const fields = [{ field: 'decision', variable: 'registrationDecision', type: 'string' }];
    expect(Object.keys(pathwayVariables(fields, { decision: 'accepted' }))).toEqual(['registrationDecision']);
  });

  it('say so when an answer was left out, so that an older value does not live on', () => {
    expect(pathwayVariables([field('decision', 'string')], { decision: null })).toEqual({
      decision: { type: 'Null', value: null },
    });
  });

  it.each(['text', 'geometry', 'hash', 'unknown'])('never carry a field of type %s', (type) => {
    expect(pathwayVariables([field('story', type)], { story: 'They came at night.' })).toEqual({});
  });

  it('never carry a text too long to be a code', () => {
    expect(pathwayVariables([field('note', 'string')], { note: 'x'.repeat(201) })).toEqual({});
  });
});
