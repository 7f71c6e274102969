import { describe, expect, test } from 'vitest';
import { parseBpmn } from '../../../engine/core/compile/moddle.ts';
import type { ModdleElement } from '../../../engine/core/compile/moddle.ts';
import { compileProcess } from '../../../engine/core/compile/process.ts';
import { Reader } from '../../../engine/core/compile/reader.ts';
import { resolveReferences } from '../../../engine/core/compile/references.ts';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import {
  bpmnFile,
  endEvent,
  flow,
  inclusive,
  multiInstance,
  parallel,
  plainTask,
  startEvent,
  subprocess,
  userTask,
} from '../../support/bpmn-text.ts';
import { ReadCounter } from '../../support/count-reads.ts';
import { InstanceUnderTest } from '../../support/instance-under-test.ts';
import { loadText } from '../../support/token-core-play.ts';

/** Twice as large may take a little more than twice the work, for what does not grow; much less than four times. */
const LINEAR = 2.3;

type Model = (size: number) => string[];

const names = (size: number, prefix = 't'): string[] =>
  Array.from({ length: size }, (_, at) => `${prefix}${at}`);

const chain: Model = (size) => [
  startEvent('start'),
  ...names(size).map((id) => plainTask(id)),
  flow(['start', ...names(size)].join(' -> ')),
];

const fan =
  (gateway: typeof parallel, task: typeof plainTask): Model =>
  (size) => [
    startEvent('start'),
    gateway('fork'),
    ...names(size).map((id) => task(id)),
    gateway('join'),
    endEvent('end'),
    flow('start -> fork'),
    ...names(size).map((id) => flow(`fork -> ${id} -> join`)),
    flow('join -> end'),
  ];

const nested: Model = (size) =>
  names(size, 's').reduceRight<string[]>(
    (inner, id) => [startEvent(`start-${id}`), subprocess(id, {}, ...inner), flow(`start-${id} -> ${id}`)],
    [startEvent('inner'), userTask('wait'), flow('inner -> wait')],
  );

const repeated: Model = (size) => [
  startEvent('start'),
  userTask('wait', {}, multiInstance({ cardinality: String(size) })),
  endEvent('end'),
  flow('start -> wait -> end'),
];

describe('compiling takes work that grows as the process does', () => {
  test.each<[string, Model]>([
    ['a chain of tasks', chain],
    ['parallel branches', fan(parallel, plainTask)],
    ['inclusive branches', fan(inclusive, plainTask)],
  ])('%s', async (_, model) => {
    expect((await workToCompile(model(400))) / (await workToCompile(model(200)))).toBeLessThan(LINEAR);
  });

  async function workToCompile(content: string[]): Promise<number> {
    const xml = bpmnFile(...content);
    const counter = new ReadCounter();
    const parsed = counter.watch(await parseBpmn(xml));
    const reader = new Reader(xml);
    const work = await counter.during(() => {
      resolveReferences(parsed);
      const [process] = parsed.rootElement['rootElements'] as ModdleElement[];
      if (process) compileProcess(process, reader);
    });
    expect(reader.problems).toEqual([]);
    return work;
  }
});

describe('moving tokens takes work that grows as what moves does', () => {
  const core = createTokenCore();

  test.each<[string, Model, string]>([
    ['one of many parallel branches', fan(parallel, userTask), 't0'],
    ['one of many inclusive branches', fan(inclusive, userTask), 't0'],
    ['one of many instances of a repeated task', repeated, 'wait'],
    ['a task deep inside of subprocesses', (size) => nested(size / 10), 'wait'],
  ])('out of %s', async (_, model, task) => {
    expect((await workToComplete(model(400), task)) / (await workToComplete(model(200), task))).toBeLessThan(
      LINEAR,
    );
  });

  async function workToComplete(content: string[], task: string): Promise<number> {
    const { instance, counter } = await instanceOf(content);
    instance.start();
    // Half of them wait at the join already.
    for (const id of instance.waiting.slice(1, instance.waiting.length / 2))
      if (id !== task) instance.complete(id);
    return counter.during(() => instance.complete(task));
  }

  async function instanceOf(
    content: string[],
  ): Promise<{ instance: InstanceUnderTest; counter: ReadCounter }> {
    const counter = new ReadCounter();
    const model = await loadText(...content);
    const watched = { ...model, elements: counter.watch('elements' in model ? model.elements : null) };
    return { instance: new InstanceUnderTest(core, watched, (state) => counter.watch(state)), counter };
  }
});
