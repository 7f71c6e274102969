import { describe, expect, it } from 'vitest';
import type { OpenActivity } from '../../../../engine/store/activity-reads.ts';
import type { JobRow } from '../../../../engine/store/jobs.ts';
import { buildActivityTree } from '../../../../engine/usecases/instances/build-activity-tree.ts';
import type { TreeSource } from '../../../../engine/usecases/instances/build-activity-tree.ts';
import { ReadCounter } from '../../../support/count-reads.ts';

const activity = (id: string, activityType: string, parent: string | null): OpenActivity => ({
  executionId: `execution-${id}`,
  parentExecutionId: parent === null ? null : `execution-${parent}`,
  activityId: id.replace(/ \d+$/, ''),
  activityName: null,
  activityType,
});

const body = activity('work#multiInstanceBody', 'multiInstanceBody', null);
const inBody = 'work#multiInstanceBody';
const branches = (size: number): number[] => Array.from({ length: size }, (_, at) => at);

const tasks = (size: number): Partial<TreeSource> => ({
  open: [body, ...branches(size).map((at) => activity(`work ${at}`, 'userTask', inBody))],
});
const subprocesses = (size: number): Partial<TreeSource> => ({
  open: [
    body,
    ...branches(size).flatMap((at) => [
      activity(`work ${at}`, 'subProcess', inBody),
      activity(`task ${at}`, 'userTask', `work ${at}`),
    ]),
  ],
});
const undone = (size: number): Partial<TreeSource> => ({
  open: [
    activity('undo', 'intermediateCompensationThrowEvent', null),
    ...branches(size).map((at) => activity(`handler ${at}`, 'userTask', 'undo')),
  ],
  activities: new Map([['handler', { name: null, type: 'userTask', scope: null }]]),
});
const jobs = (size: number): Partial<TreeSource> => ({
  open: [body],
  jobs: branches(size).map(
    (at) =>
      ({
        executionId: `job-${at}`,
        activityId: 'work',
        parentExecutionId: body.executionId,
      }) as JobRow,
  ),
});

const incidents = (size: number): Partial<TreeSource> => ({
  ...tasks(size),
  incidents: branches(size).map((at) => ({ id: `incident ${at}`, executionId: null, activityId: 'work' })),
});

describe('the tree of an instance takes work that grows as the instance does', () => {
  it.each([
    ['tasks of a parallel multi-instance', tasks],
    ['subprocesses of a parallel multi-instance', subprocesses],
    ['tasks that undo something', undone],
    ['jobs between activities', jobs],
    ['incidents', incidents],
  ])('1,000 %s', async (_, source) => {
    // given
    const work = async (size: number): Promise<number> => {
      const counter = new ReadCounter();
      const all: TreeSource = {
        instanceId: 'instance',
        definition: { id: 'definition', name: null },
        open: [],
        jobs: [],
        incidents: [],
        activities: new Map(),
        ...source(size),
      };
      let count = 0;
      const reads = await counter.during(() => {
        const tree = buildActivityTree(counter.watch(all));
        const [child] = tree.childActivityInstances;
        count = [tree, child].reduce(
          (most, node) =>
            Math.max(
              most,
              node?.childActivityInstances.length ?? 0,
              node?.childTransitionInstances.length ?? 0,
            ),
          0,
        );
      });
      expect(count).toBeGreaterThanOrEqual(size);
      return reads;
    };
    // then
    expect((await work(1000)) / (await work(500))).toBeLessThan(2.1);
  });
});
