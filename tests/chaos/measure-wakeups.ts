import { setTimeout as sleep } from 'node:timers/promises';
import { PatientClient } from './patient-client.ts';
import type { Tallies } from './tallies.ts';

const ROUNDS = 200;

/** Measures how long a worker that waits at one engine takes to get a task that another engine committed. */
export async function measureWakeups(urls: readonly string[], tallies: Tallies): Promise<void> {
  const [here, there] = urls.map((url) => new PatientClient([url], tallies));
  if (!here || !there) return;
  for (let round = 0; round < ROUNDS; round += 1) {
    const waiting = here
      .send('POST', '/external-task/fetchAndLock', {
        workerId: 'waiting',
        maxTasks: 1,
        asyncResponseTimeout: 20_000,
        topics: [{ topicName: 'chaos-prepare', lockDuration: 60_000 }],
      })
      .then(({ body }) => ({ tasks: body as { processInstanceId: string }[], at: performance.now() }));
    await sleep(30);
    await there.send('POST', '/process-definition/key/chaos/start', { businessKey: 'wake-up' });
    const committed = performance.now();
    const { tasks, at } = await waiting;
    tallies.took('wake-up', Math.max(0, at - committed));
    for (const task of tasks) await there.send('DELETE', `/process-instance/${task.processInstanceId}`);
  }
}
