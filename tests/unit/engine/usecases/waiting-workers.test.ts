import { afterEach, expect, it, vi } from 'vitest';
import type { FetchedTask } from '../../../../engine/store/fetch-external-tasks.ts';
import { WaitingWorkers } from '../../../../engine/usecases/waiting-workers.ts';
import type { Wait, WaitingFetch } from '../../../../engine/usecases/waiting-workers.ts';

const task = (id: string): FetchedTask => ({ id }) as FetchedTask;

afterEach(() => vi.useRealTimers());

function someoneWaits(workers: WaitingWorkers, fetch: Partial<WaitingFetch> = {}): Wait {
  const topics = [{ topicName: 'letters', lockDurationMs: 1_000 }];
  const wait = workers.wait({ workerId: 'w', maxTasks: 2, topics, ...fetch }, 5_000);
  wait.takeTasks();
  return wait;
}

const isOver = (wait: Wait) => Promise.race([wait.over.then(() => true), Promise.resolve(false)]);

it('claims whoever waits longest for the topic, with the terms of its fetch', () => {
  const workers = new WaitingWorkers();
  const first = someoneWaits(workers, { workerId: 'first' });
  someoneWaits(workers, { workerId: 'second' });

  expect(workers.claim('letters')).toMatchObject({
    workerId: 'first',
    lockDurationMs: 1_000,
  });
  expect(workers.claim('other')).toBeUndefined();
  first.stop();
  expect(workers.claim('letters')?.workerId).toBe('second');
});

it('does not claim a worker that still looks by itself', () => {
  const workers = new WaitingWorkers();
  const topics = [{ topicName: 'letters', lockDurationMs: 1_000 }];
  workers.wait({ workerId: 'w', maxTasks: 1, topics }, 5_000).stop();
  workers.wait({ workerId: 'w', maxTasks: 1, topics }, 5_000);

  expect(workers.claim('letters')).toBeUndefined();
  workers.close();
});

it.each([
  { businessKey: 'case-1' },
  { processDefinitionKeys: ['referral'] },
  { tenantIds: ['north'] },
  { withoutTenantId: true },
  { processVariables: { risk: 'high' } },
])('does not claim a worker that takes only some tasks: %o', (condition) => {
  const workers = new WaitingWorkers();
  someoneWaits(workers, { topics: [{ topicName: 'letters', lockDurationMs: 1_000, ...condition }] });

  expect(workers.claim('letters')).toBeUndefined();
  workers.close();
});

it('gives all it was claimed for in one answer, and no more than it wants', async () => {
  const workers = new WaitingWorkers();
  const wait = someoneWaits(workers);
  const [one, two] = [workers.claim('letters'), workers.claim('letters')];

  expect(workers.claim('letters')).toBeUndefined();
  one?.settle(task('a'));
  expect(await isOver(wait)).toBe(false);
  two?.settle(task('b'));
  expect(await wait.over).toEqual([task('a'), task('b')]);
});

it('is not claimed again once it has a task', async () => {
  const workers = new WaitingWorkers();
  const wait = someoneWaits(workers, { maxTasks: 5 });

  workers.claim('letters')?.settle(task('a'));

  expect(workers.claim('letters')).toBeUndefined();
  expect(await wait.over).toEqual([task('a')]);
});

it('looks again when it does not get what it was claimed for', async () => {
  const workers = new WaitingWorkers();
  const wait = someoneWaits(workers);

  workers.claim('letters')?.settle();

  expect(await wait.over).toEqual([]);
});

it.each([
  ['its time is over', (_: WaitingWorkers, __: AbortController) => vi.advanceTimersByTime(5_000)],
  ['its topic is woken', (workers: WaitingWorkers) => workers.wake(['letters'])],
  ['it hangs up', (_: WaitingWorkers, hangUp: AbortController) => hangUp.abort()],
  ['the engine closes', (workers: WaitingWorkers) => workers.close()],
])('hears of a claim it is promised even when %s before', async (_, happen) => {
  vi.useFakeTimers();
  const workers = new WaitingWorkers();
  const hangUp = new AbortController();
  const wait = someoneWaits(workers, { caller: hangUp.signal });
  const claim = workers.claim('letters');

  happen(workers, hangUp);

  expect(await isOver(wait)).toBe(false);
  expect(workers.size).toBe(0);
  claim?.settle(task('a'));
  expect(await wait.over).toEqual([task('a')]);
});
