import { setTimeout as sleep } from 'node:timers/promises';
import { endEvent, externalTask, flow, startEvent } from '../../support/bpmn-text.ts';
import { LeanClient } from './lean-client.ts';
import type { Measure } from './measure.ts';
import { percentile } from './percentile.ts';
import { processFile } from './process-file.ts';

const RELAY = processFile(
  'relay',
  startEvent('start'),
  externalTask('relay-first'),
  externalTask('relay-second'),
  endEvent('end'),
  flow('start -> relay-first -> relay-second -> end'),
);

/** Time for the second worker's request to arrive and wait. */
const SETTLE_MS = 15;

/** (c) From sending a completion until a waiting worker holds the next task. One at a time: nothing is queued. */
export const relayLatency: Measure = async ({ engine, size }) => {
  const client = new LeanClient(engine.url);
  await client.deploy({ 'relay.bpmn': RELAY });
  // As many before: neither engine's compilers are to be measured.
  const warmUp = size.latencySamples;
  const samples: number[] = [];
  for (let sample = 0; sample < warmUp + size.latencySamples; sample += 1) {
    const ms = await relayOnce(client);
    if (sample >= warmUp) samples.push(ms);
  }
  client.close();
  return [
    {
      id: 'latency-p50',
      measure: 'complete -> next task in a waiting worker, p50 ms',
      value: percentile(samples, 0.5),
      better: 'less',
    },
    {
      id: 'latency-p95',
      measure: 'complete -> next task in a waiting worker, p95 ms',
      value: percentile(samples, 0.95),
      better: 'less',
    },
  ];
};

async function relayOnce(client: LeanClient): Promise<number> {
  await client.start('relay', 'relay');
  const [first] = await fetchOne(client, 'relay-first');
  const next = fetchOne(client, 'relay-second');
  await sleep(SETTLE_MS);
  const from = performance.now();
  await Promise.all([complete(client, first), next]);
  const ms = performance.now() - from;
  await complete(client, (await next)[0]);
  return ms;
}

function fetchOne(client: LeanClient, topicName: string): Promise<{ id: string }[]> {
  return client.post('/external-task/fetchAndLock', {
    workerId: 'bench-relay',
    maxTasks: 1,
    asyncResponseTimeout: 30_000,
    topics: [{ topicName, lockDuration: 60_000 }],
  });
}

async function complete(client: LeanClient, task: { id: string } | undefined): Promise<void> {
  if (!task) throw new Error('No task came within half a minute.');
  await client.post(`/external-task/${task.id}/complete`, { workerId: 'bench-relay', variables: {} });
}
