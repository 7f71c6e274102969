/**
 * Reference models of the BPMN Model Interchange Working Group, as other modellers write them: their tokens go where they are drawn.
 * The models are not meant to be run: here a task is one of a person, and an exclusive gateway asks which task comes next.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import { InstanceUnderTest } from '../../support/instance-under-test.ts';

const core = createTokenCore();
const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/miwg/${name}.bpmn`, import.meta.url), 'utf8');

/** The ids of elements by their names, and the other way round. */
function namesIn(xml: string): { idOf: (name: string) => string; nameOf: (id: string) => string } {
  const elements = [...xml.matchAll(/<(?:\w+:)?(?:task|startEvent|endEvent|subProcess)\b[^>]*>/g)].map(
    ([tag]) => ({
      id: /\bid="([^"]*)"/.exec(tag)?.[1] ?? '',
      name: /\bname="([^"]*)"/.exec(tag)?.[1]?.trim() ?? '',
    }),
  );
  return {
    idOf: (name) => elements.find((one) => one.name === name)?.id ?? `no element '${name}'`,
    nameOf: (id) => elements.find((one) => one.id === id)?.name ?? id,
  };
}

/** The model with the parts that running it takes. */
function runnable(xml: string): string {
  const [, split = 'none'] = /exclusiveGateway[^>]*"Gateway&#10;\(Split Flow\)" id="([^"]*)"/.exec(xml) ?? [];
  const waysOut = new RegExp(
    `(<semantic:sequenceFlow sourceRef="${split}" targetRef="([^"]*)"[^>]*?)/>`,
    'g',
  );
  const asked = (_flow: string, start: string, target: string): string =>
    `${start}><semantic:conditionExpression>\${next == '${target}'}</semantic:conditionExpression></semantic:sequenceFlow>`;
  return xml
    .replaceAll('isExecutable="false"', 'isExecutable="true"')
    .replace(/(<\/?(?:\w+:)?)task\b/g, '$1userTask')
    .replace(waysOut, asked);
}

/** Lets people do the tasks that wait, in the order of their names; the names of all that happened, and how it ended. */
async function traceOf(name: string, process: number, variables: Record<string, string> = {}) {
  const xml = read(name);
  const { idOf, nameOf } = namesIn(xml);
  const { models, problems } = await core.load(runnable(xml));
  const model = models[process];
  if (!model) throw new Error(problems.map(({ message }) => message).join('\n'));
  const instance = new InstanceUnderTest(
    core,
    model,
    (state) => JSON.parse(JSON.stringify(state)) as unknown,
  );
  instance.start(Object.fromEntries(Object.entries(variables).map(([key, task]) => [key, idOf(task)])));
  const waits: string[][] = [];
  while (instance.waiting.length > 0) {
    const names = instance.waiting.map(nameOf).toSorted();
    waits.push(names);
    instance.complete(idOf(names[0] ?? ''));
  }
  return {
    waits,
    ends: instance
      .history()
      .map(nameOf)
      .filter((one) => one.startsWith('End')),
    outcome: instance.outcome,
  };
}

const completed = { kind: 'instance-ended', outcome: 'completed' };

test('A.1.0: three tasks one after the other', async () => {
  expect(await traceOf('A.1.0', 0)).toEqual({
    waits: [['Task 1'], ['Task 2'], ['Task 3']],
    ends: ['End Event'],
    outcome: completed,
  });
});

test.each([
  ['Task 2', ['Task 2']],
  ['Task 3', ['Task 3']],
  ['Task 4', ['Task 4']],
])('A.2.0: of three ways out of a gateway the one to %s is gone', async (next, task) => {
  expect(await traceOf('A.2.0', 0, { next })).toEqual({
    waits: [['Task 1'], task],
    ends: ['End Event'],
    outcome: completed,
  });
});

test.each(['A.4.0', 'A.4.1'])('%s: each pool by itself, two subprocesses side by side', async (name) => {
  expect(await traceOf(name, 0)).toEqual({
    waits: [['Task 1'], ['Task 2']],
    ends: ['End Event 1'],
    outcome: completed,
  });
  const { waits, ends, outcome } = await traceOf(name, 1);
  expect(waits).toEqual([['Task 3'], ['Task 4', 'Task 6'], ['Task 5', 'Task 6'], ['Task 6']]);
  expect(ends.toSorted()).toEqual(['End Event 2', 'End Event 3', 'End Event 4', 'End Event 5']);
  expect(outcome).toEqual(completed);
});
