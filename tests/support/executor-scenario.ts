import { readFile } from 'node:fs/promises';

import { expect } from 'vitest';

import { createTokenCore } from '../../engine/core/token-core.ts';
import { createBpmnEngineExecutor } from '../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import type { ExecutableModel, Executor } from '../../engine/executors/port.ts';
import { InstanceUnderTest } from './instance-under-test.ts';

/** What a scenario does with one instance; it is played in memory and with a JSON round trip between all steps. */
export type Script = (instance: InstanceUnderTest) => void;

/** Reads a fixture of tests/fixtures/bpmn or, with a path that begins with `bpmn/`, one of the product's own pathways. */
export function bpmnFixture(name: string): Promise<string> {
  const path = name.startsWith('bpmn/') ? `../../${name}` : `../fixtures/bpmn/${name}`;
  return readFile(new URL(`${path}.bpmn`, import.meta.url), 'utf8');
}

/** Loads the only process of a fixture; fails the test when the file has problems. */
export async function loadFixture(name: string, executor: Executor): Promise<ExecutableModel> {
  const { models, problems } = await executor.load(await bpmnFixture(name));
  expect(problems).toEqual([]);
  const [model] = models;
  if (!model) throw new Error(`fixture ${name} has no process`);
  return model;
}

/** Whose instance a scenario answers; without it the scenario is played on both executors, which must agree. */
export interface Players {
  only?: Executor;
}

/**
 * Plays the script in memory and from JSON, and expects the same effects from both. It is played with bpmn-engine and the
 * token core, which must come to the same end. Answers the instance as bpmn-engine played it.
 */
export async function play(
  fixture: string,
  script: Script,
  { only }: Players = {},
): Promise<InstanceUnderTest> {
  const instance = await playWith(only ?? createBpmnEngineExecutor(), fixture, script);
  if (!only) expect(endOf(await playWith(createTokenCore(), fixture, script))).toEqual(endOf(instance));
  return instance;
}

async function playWith(executor: Executor, fixture: string, script: Script): Promise<InstanceUnderTest> {
  const model = await loadFixture(fixture, executor);
  const inMemory = new InstanceUnderTest(executor, model, (state) => state);
  script(inMemory);
  const recovered = new InstanceUnderTest(
    executor,
    model,
    (state) => JSON.parse(JSON.stringify(state)) as unknown,
  );
  script(recovered);
  expect(recovered.trace()).toEqual(inMemory.trace());
  return inMemory;
}

/**
 * What does not depend on how an executor works: what waits, which tasks were done, what is known. Of gateways and events
 * the library reports some more, some less than Camunda does.
 */
function endOf({ waiting, outcome, scopes, id, effects }: InstanceUnderTest): object {
  const done = effects.flatMap((effect) =>
    effect.kind === 'activity-started' && /Task$|Activity$|Process$|Body$/.test(effect.activityType)
      ? [effect.activityId]
      : [],
  );
  // The library types what is computed as Integer where JUEL gives a Long, and leaves out what a failed call does not give.
  const variables = Object.entries(scopes[id] ?? {})
    .filter(([, { type }]) => type !== 'Null')
    .map(([name, { type, value }]) => [name, { value, type: type === 'Long' ? 'Integer' : type }]);
  return { waiting, outcome, variables: Object.fromEntries(variables) as object, done: done.sort() };
}
