import { describe, expect, it } from 'vitest';
import { parseVariable } from '../../../../engine/usecases/variables/parse-variable.ts';

const valueOf = (input: Parameters<typeof parseVariable>[1]) => parseVariable('x', input).value;

describe('a variable of a client', () => {
  it.each([
    [{ value: 'a' }, { type: 'String', value: 'a' }],
    [{ value: 5 }, { type: 'Integer', value: 5 }],
    [{ value: 5_000_000_000 }, { type: 'Long', value: 5_000_000_000 }],
    [{ value: 1.5 }, { type: 'Double', value: 1.5 }],
    [{ value: true }, { type: 'Boolean', value: true }],
    [{ value: null }, { type: 'Null', value: null }],
    [{}, { type: 'Null', value: null }],
    [{ value: { a: 1 } }, { type: 'Json', value: '{"a":1}' }],
    [{ value: [1] }, { type: 'Json', value: '[1]' }],
  ])('%j without a type becomes %j', (input, expected) => {
    expect(valueOf(input)).toEqual(expected);
  });

  it.each([
    [
      { type: 'integer', value: '5' },
      { type: 'Integer', value: 5 },
    ],
    [
      { type: 'double', value: '1.5' },
      { type: 'Double', value: 1.5 },
    ],
    [
      { type: 'boolean', value: 'true' },
      { type: 'Boolean', value: true },
    ],
    [
      { type: 'String', value: 5 },
      { type: 'String', value: '5' },
    ],
    [
      { type: 'Integer', value: null },
      { type: 'Integer', value: null },
    ],
    [
      { type: 'json', value: '{"a":1}' },
      { type: 'Json', value: '{"a":1}' },
    ],
    [
      { type: 'Date', value: '2026-01-15T10:30:00.000+0100' },
      { type: 'Date', value: '2026-01-15T09:30:00.000Z' },
    ],
    [
      { type: 'Bytes', value: 'aGk=' },
      { type: 'Bytes', value: 'aGk=' },
    ],
  ])('%j is converted to %j', (input, expected) => {
    expect(valueOf(input)).toEqual(expected);
  });

  it.each([
    { type: 'Integer', value: 'five' },
    { type: 'Integer', value: '' },
    { type: 'Integer', value: 2 ** 31 },
    { type: 'Short', value: 40_000 },
    { type: 'Long', value: 2 ** 60 },
    { type: 'Double', value: 'NaN' },
    { type: 'Boolean', value: 'yes' },
    { type: 'Date', value: '2026-01-15' },
    { type: 'Json', value: 5 },
    { type: 'Object', value: {} },
    { type: 'File', value: 'aGk=' },
    { type: 'Nonsense', value: 1 },
    { type: 'String', value: 'a\u0000' },
  ])('%j is refused with 400 and its name', (input) => {
    expect(() => valueOf(input)).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringContaining("'x'") }),
    );
  });

  it('that is a file keeps its bytes apart', () => {
    const valueInfo = { filename: 'a.txt', mimeType: 'text/plain' };
    const parsed = parseVariable('x', { type: 'file', value: 'aGk=', valueInfo });
    expect(parsed.value).toEqual({ type: 'File', value: null, valueInfo });
    expect(parsed.file?.toString()).toBe('hi');
  });

  it('that is a file has its type under Camunda’s name, also when the stock client names it otherwise', () => {
    const valueInfo = { filename: 'a.txt', mimetype: 'text/plain' };
    const parsed = parseVariable('x', { type: 'file', value: 'aGk=', valueInfo });
    expect(parsed.value.valueInfo).toEqual({ ...valueInfo, mimeType: 'text/plain' });
  });
});
