import { expect, it } from 'vitest';
import { arrayLiteral, parameterText } from '../../../../engine/store/array-literal.ts';
import { Jsonb } from '../../../../engine/store/insert-rows.ts';

it.each<[string, unknown, string]>([
  ['a text', 'a, b', '{"a, b"}'],
  ['quotes and backslashes', String.raw`"\x`, String.raw`{"\"\\x"}`],
  ['an empty text', '', '{""}'],
  ['the word NULL', 'NULL', '{"NULL"}'],
  ['nothing', null, '{NULL}'],
  ['undefined', undefined, '{NULL}'],
  ['numbers', 7.5, '{7.5}'],
  ['truth', false, '{false}'],
  ['a date', new Date('2026-02-03T04:05:06.789Z'), '{"2026-02-03T04:05:06.789Z"}'],
  ['a date far away', new Date('+012345-02-03T00:00:00Z'), '{"12345-02-03T00:00:00.000Z"}'],
  ['a date long ago', new Date('-000043-03-15T00:00:00Z'), '{"0044-03-15T00:00:00.000Z BC"}'],
  ['the year before the first', new Date('0000-03-15T00:00:00Z'), '{"0001-03-15T00:00:00.000Z BC"}'],
  ['JSON', new Jsonb({ a: 'b' }), String.raw`{"{\"a\":\"b\"}"}`],
  ['null in JSON', new Jsonb(null), '{"null"}'],
  ['a list', ['a', '"b"'], String.raw`{"{\"a\",\"\\\"b\\\"\"}"}`],
])('writes %s', (_, value, literal) => {
  expect(arrayLiteral([value])).toBe(literal);
});

it('refuses what has no text', () => {
  expect(() => arrayLiteral([{}])).toThrow(TypeError);
});

it.each<[string, unknown, unknown]>([
  ['a text', 'a "b"', 'a "b"'],
  ['nothing', undefined, null],
  ['a number', 7.5, '7.5'],
  ['truth', false, 'false'],
  ['bytes', new Uint8Array([0, 255]), Buffer.from([0, 255])],
  ['a date', new Date('2026-02-03T04:05:06.789Z'), '2026-02-03T04:05:06.789Z'],
  ['a list', ['a', null], '{"a",NULL}'],
  ['JSON', new Jsonb(null), 'null'],
])('sends %s as a parameter', (_, value, sent) => {
  expect(parameterText(value)).toEqual(sent);
});

it('refuses a parameter of a kind that PostgreSQL does not know', () => {
  expect(() => parameterText({})).toThrow(TypeError);
});
