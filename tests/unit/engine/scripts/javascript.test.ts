import { beforeAll, expect, it } from 'vitest';
import { HostObject } from '../../../../engine/expressions/host-object.ts';
import { JsonNode } from '../../../../engine/expressions/json-node.ts';
import { ScriptError } from '../../../../engine/expressions/expression-error.ts';
import { loadScripts } from '../../../../engine/scripts/javascript.ts';
import type { CompileScript } from '../../../../engine/scripts/javascript.ts';

let compile: CompileScript;
beforeAll(async () => {
  compile = await loadScripts();
});

/** Runs a script with variables. */
function run(source: string, values: Record<string, unknown> = {}): unknown {
  const lookup = (name: string) => (Object.hasOwn(values, name) ? { value: values[name] } : undefined);
  return compile(source).evaluate({ lookup, now: new Date(0) });
}

it('answers the value of its last statement, with variables by name', () => {
  const values = { amount: 20, who: 'officer', order: new JsonNode({ lines: [{ total: 3 }] }) };
  expect(run('var double = amount * 2; double + 1', values)).toBe(41);
  expect(run('who + "s"', values)).toBe('officers');
  expect(run('order.lines.map((line) => line.total)', values)).toEqual([3]);
  expect(run('({ big: amount > 10 })', values)).toEqual({ big: true });
  expect(run('undefined')).toBeNull();
});

it('takes and gives dates', () => {
  const due = new Date('2026-03-02T08:00:00.000Z');
  expect(run('new Date(due.getTime() + 1000)', { due })).toEqual(new Date('2026-03-02T08:00:01.000Z'));
});

it('reaches what the engine lends, and nothing else', () => {
  const kept = new Map<unknown, unknown>();
  const execution = new HostObject('execution', {
    properties: {},
    methods: { setVariable: (name, value) => kept.set(name, value) && null },
  });
  run('execution.setVariable("score", [1, 2])', { execution });
  expect(kept.get('score')).toEqual([1, 2]);
  for (const name of ['process', 'require', 'fetch', 'globalThis.process', 'setTimeout'])
    expect(run(`typeof ${name}`)).toBe('undefined');
  expect(() => run('execution.constructor.constructor("return process")()', { execution })).toThrow(
    'process',
  );
});

it('passes on what goes wrong, in the script or in what it calls', () => {
  const fail = () => {
    throw new TypeError('this cannot be kept');
  };
  const execution = new HostObject('execution', { properties: {}, methods: { setVariable: fail } });
  expect(() => run('missing + 1')).toThrow(/missing/);
  expect(() => run('execution.setVariable("a", 1)', { execution })).toThrow('this cannot be kept');
  expect(() => run('this is no JavaScript')).toThrow(ScriptError);
});

it('is stopped when it takes too long or too much', () => {
  expect(() => run('for (;;) {}')).toThrow('interrupted');
  expect(() => run('const all = []; for (;;) all.push(all.length)')).toThrow(/out of memory|interrupted/);
  expect(() => run('const again = () => again(); again()')).toThrow(/stack/i);
});

it('remembers nothing from one run to the next', () => {
  run('globalThis.left = 1');
  expect(run('typeof left')).toBe('undefined');
});
