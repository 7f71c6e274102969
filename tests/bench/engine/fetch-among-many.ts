import { endEvent, externalTask, flow, multiInstance, startEvent } from '../../support/bpmn-text.ts';
import type { Figure } from './figures.ts';
import { inParallel } from './in-parallel.ts';
import { LeanClient } from './lean-client.ts';
import type { Measure } from './measure.ts';
import { percentile } from './percentile.ts';
import { processFile } from './process-file.ts';

/** Tasks of one instance: a queue fills faster so than with instances of one task each. */
const TASKS_EACH = 500;

const QUEUE = processFile(
  'queue',
  startEvent('start'),
  externalTask('queue-task', {}, multiInstance({ cardinality: String(TASKS_EACH) })),
  endEvent('end'),
  flow('start -> queue-task -> end'),
);

const FETCHES = 200;
const WORKERS = 4;
const TASKS_PER_FETCH = 10;

/** (e) fetchAndLock of ten tasks by four workers, by one topic and by three, while very many wait. */
export const fetchAmongMany: Measure = async ({ engine, size }) => {
  const client = new LeanClient(engine.url);
  await client.deploy({ 'queue.bpmn': QUEUE });
  await inParallel(Math.ceil(size.waitingTasks / TASKS_EACH), 2, async (number) => {
    await client.start('queue', `queue-${number}`);
  });
  const figures = [
    ...(await fetches(client, ['queue-task'], ['fetch-one', `by one topic among ${size.waitingTasks}`])),
    ...(await fetches(
      client,
      ['queue-task', 'prepare', 'send'],
      ['fetch-three', `by three topics among ${size.waitingTasks}`],
    )),
  ];
  client.close();
  return figures;
};

async function fetches(
  client: LeanClient,
  topics: string[],
  [id, name]: [string, string],
): Promise<Figure[]> {
  const samples: number[] = [];
  const seen = new Set<string>();
  await inParallel(FETCHES, WORKERS, async (number) => {
    const from = performance.now();
    const tasks = await client.post<{ id: string }[]>('/external-task/fetchAndLock', {
      workerId: `bench-${number % WORKERS}`,
      maxTasks: TASKS_PER_FETCH,
      topics: topics.map((topicName) => ({ topicName, lockDuration: 600_000, variables: [] })),
    });
    samples.push(performance.now() - from);
    for (const task of tasks) {
      if (seen.has(task.id)) throw new Error(`Task ${task.id} was given to two workers.`);
      seen.add(task.id);
    }
  });
  return [
    { id, measure: `fetchAndLock ${name}, p50 ms`, value: percentile(samples, 0.5), better: 'less' },
    {
      id: `${id}-p95`,
      measure: `fetchAndLock ${name}, p95 ms`,
      value: percentile(samples, 0.95),
      better: 'less',
    },
    { id: `${id}-got`, measure: '  tasks locked', value: seen.size, better: 'neither' },
  ];
}
