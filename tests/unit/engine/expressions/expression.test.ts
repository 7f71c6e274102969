import { describe, expect, test } from 'vitest';

import { compileExpression, createExpressionCache } from '../../../../engine/expressions/expression.ts';
import type { ExpressionScope } from '../../../../engine/expressions/evaluator.ts';
import { HostObject } from '../../../../engine/expressions/host-object.ts';
import { JsonNode } from '../../../../engine/expressions/json-node.ts';

const VALUES: Record<string, unknown> = {
  risk: 'high',
  five: 5,
  half: 0.5,
  text5: '5',
  yes: true,
  no: false,
  nothing: null,
  blank: '',
  list: ['a', 'b', 3],
  map: { name: 'Ann', 'odd key': 1, constructor: 'own' },
  order: new JsonNode({ total: 120, code: 'X', paid: true, lines: [{ sku: 'a' }, { sku: 'b' }] }),
  rows: new JsonNode([{ level: 'high' }]),
  none: new JsonNode([]),
  due: new Date('2026-03-02T08:00:00Z'),
  execution: new HostObject('execution', {
    properties: { processBusinessKey: () => 'case-1' },
    methods: { getVariable: (name) => (name === 'risk' ? 'high' : null) },
  }),
};

const SCOPE: ExpressionScope = {
  lookup: (name) => (Object.hasOwn(VALUES, name) ? { value: VALUES[name] } : undefined),
  now: new Date('2026-03-02T09:00:00Z'),
  currentUser: 'ann',
};

const evaluate = (text: string): unknown => compileExpression(text).evaluate(SCOPE);

describe('operators', () => {
  test.each<[string, unknown]>([
    ['${1 + 2 * 3}', 7],
    ['${(1 + 2) * 3}', 9],
    ['${10 - 4 - 3}', 3],
    ['${7 div 2}', 3.5],
    ['${7 mod 4}', 3],
    ['${-five + 1}', -4],
    ['${1.5e2}', 150],
    ["${'2' + 3}", 5],
    ['${nothing + 1}', 1],
    ['${five == 5}', true],
    ['${text5 == 5}', true],
    ["${text5 eq '5'}", true],
    ['${text5 < 10}', true],
    ["${'5' < '10'}", false],
    ['${five ge 5 and five le 5}', true],
    ['${five gt 5 or five lt 6}', true],
    ['${five ne 6}', true],
    ['${not yes}', false],
    ['${!no && yes}', true],
    ['${no || yes && no}', false],
    ['${nothing == null}', true],
    ['${nothing < 1}', false],
    ['${nothing <= nothing}', true],
    ["${risk == 'high' ? 'PT6H' : 'P1D'}", 'PT6H'],
    ['${no ? 1 : yes ? 2 : 3}', 2],
    ['${empty blank and empty nothing and not empty list}', true],
    ['${list == list && map == map}', true],
    ['${due > now()}', false],
    ["${due == '2026-03-02T08:00:00.000Z'}", true],
  ])('%s is %s', (text, expected) => expect(evaluate(text)).toEqual(expected));
});

describe('members and methods', () => {
  test.each<[string, unknown]>([
    ['${map.name}', 'Ann'],
    ["${map['odd key']}", 1],
    ['${map.missing}', null],
    ['${nothing.name}', null],
    ['${map.missing.name[0]}', null],
    ['${map.constructor}', 'own'],
    ['${list[0]}', 'a'],
    ['${list[9]}', null],
    ['${list.size()}', 3],
    ["${list.contains('b')}", true],
    ["${list.indexOf('b')}", 1],
    ['${list.get(2)}', 3],
    ['${list.isEmpty()}', false],
    ["${map.containsKey('name')}", true],
    ["${map.get('name').length()}", 3],
    ["${risk.startsWith('hi') && risk.endsWith('gh') && risk.contains('ig')}", true],
    ['${risk.toUpperCase().substring(1, 3)}', 'IG'],
    ["${' x '.trim().equals('x')}", true],
    ["${'a,b'.split(',').size()}", 2],
    ["${'HRD-2026'.matches('[A-Z]+-[0-9]{4}') && !'x HRD-2026'.matches('[A-Z]+-[0-9]{4}')}", true],
    ["${'a.b'.replace('.', '-')}", 'a-b'],
    ["${order.prop('total').numberValue() > 100}", true],
    ["${order.prop('code').stringValue()}", 'X'],
    ["${order.prop('paid').boolValue()}", true],
    ["${order.hasProp('missing')}", false],
    ["${order.prop('lines').elements().size()}", 2],
    ["${order.prop('lines').elements().get(1).prop('sku').stringValue()}", 'b'],
    ["${JSON('[1,2]').elements().size()}", 2],
    ['${order.total}', 120],
    ['${rows.getSingleResult().getSingleEntry()}', 'high'],
    ['${rows.getSingleEntry()}', 'high'],
    ["${rows.getFirstResult().getEntry('level')}", 'high'],
    ["${rows.collectEntries('level').size() + rows.collectEntries('none').size()}", 1],
    ['${none.getSingleEntry() == null && none.getFirstResult() == null}', true],
    ['${execution.processBusinessKey}', 'case-1'],
    ["${execution.getVariable('risk')}", 'high'],
    ['${currentUser()}', 'ann'],
    ['${dateTime().plusDays(2).isAfter(now())}', true],
    ['${due.before(now())}', true],
  ])('%s is %s', (text, expected) => expect(evaluate(text)).toEqual(expected));
});

describe('text with expressions', () => {
  test.each<[string, unknown]>([
    ['plain text', 'plain text'],
    ['', ''],
    ['Case ${risk} #{five}', 'Case high 5'],
    ['${nothing}', null],
    ['[${nothing}]', '[]'],
    ['${\'}\'} and ${"{"}', '} and {'],
    ['\\${five}', '${five}'],
    ["${'it\\'s'}", "it's"],
    ['${ five }', 5],
  ])('%s is %s', (text, expected) => expect(evaluate(text)).toEqual(expected));
});

describe('what is wrong is an error, never silently false', () => {
  test.each<[string, RegExp]>([
    [
      '${unknown > 1}',
      /^Unknown property used in expression: \$\{unknown > 1\}. Cause: Cannot resolve identifier 'unknown'$/,
    ],
    ['${nothing.size()}', /cannot call 'size' on null/],
    ["${'x' + 1}", /cannot convert a string to a number/],
    ['${five / 0}', /division by zero/],
    ['${five && yes}', /cannot convert a number to true or false/],
    ['${map < list}', /cannot compare/],
    ["${order.prop('missing')}", /no property 'missing'/],
    ['${execution.secret}', /'execution' has no property 'secret'/],
    ["${'abc'.substring(2, 9)}", /outside of a text/],
    ['${list.get(7)}', /outside of the list/],
    ['${list.getSingleResult()}', /3 rows, not one/],
    ['${map.getSingleEntry()}', /3 outputs, not one/],
    ["${map.getEntry('none')}", /no output 'none'/],
  ])('%s', (text, message) => expect(() => evaluate(text)).toThrow(message));

  test.each<[string, RegExp]>([
    ['${five ==}', /Error while parsing expression/],
    ['${five', /no closing brace/],
    ["${'five}", /no closing brace/],
    ['${five @ 2}', /unexpected character '@' at position 6/],
    ['${five five}', /unexpected 'five'/],
    ['${}', /unexpected the end/],
    ['${shell()}', /no function 'shell'/],
    ['${yes ? 1}', /expected ':'/],
    [`\${${'('.repeat(500)}1${')'.repeat(500)}}`, /nested too deeply/],
  ])('%s is refused when it is compiled', (text, message) =>
    expect(() => compileExpression(text)).toThrow(message),
  );

  test('one of 50,000 parts is refused when it is compiled', () =>
    expect(() => compileExpression(`\${1${'+1'.repeat(50_000)}}`)).toThrow(/too long/));

  test('a condition must be true or false', () => {
    expect(compileExpression('${five > 1}').evaluateCondition(SCOPE)).toBe(true);
    expect(() => compileExpression('${five}').evaluateCondition(SCOPE)).toThrow(/non-Boolean.*a number/);
    expect(() => compileExpression('${nothing}').evaluateCondition(SCOPE)).toThrow(/non-Boolean.*null/);
  });
});

describe('nothing but values can be reached', () => {
  test.each([
    "${'a'.constructor}",
    "${list['constructor']}",
    '${list.constructor}',
    "${''.constructor.constructor('return process')()}",
    "${map['__proto__'].polluted}",
    '${execution.constructor}',
    '${execution.methods}',
    '${order.data}',
    '${due.constructor}',
    '${five.toFixed()}',
    "${list.map('x')}",
    '${map.hasOwnProperty()}',
  ])('%s', (text) => {
    let value: unknown = null;
    try {
      value = evaluate(text);
    } catch (error) {
      expect(error).toHaveProperty('code', 'ENGINE_EXPRESSION');
    }
    expect(value).toBeNull();
  });
});

test('a text is compiled once for each cache', () => {
  const compile = createExpressionCache();
  expect(compile('${five}')).toBe(compile('${five}'));
  expect(compile('${five}').isLiteral).toBe(false);
  expect(compile('five').isLiteral).toBe(true);
});
