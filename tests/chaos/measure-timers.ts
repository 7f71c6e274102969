import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { copyInstance } from '../support/copy-instance.ts';
import { processXml, sequence, waitFor } from '../support/small-process.ts';
import { PatientClient } from './patient-client.ts';
import type { Tallies } from './tallies.ts';

export const TIMERS = 10_000;

const SECONDS_UNTIL_DUE = 3;

/**
 * Makes 10,000 timers due at once and measures how long the engines take to fire them all, and what a person waits for a list of
 * tasks or a started case meanwhile. Answers what went wrong.
 */
export async function measureTimers(
  urls: readonly string[],
  databaseUrl: string,
  tallies: Tallies,
): Promise<string[]> {
  const client = new PatientClient(urls, tallies);
  const form = new FormData();
  form.set('deployment-name', 'timers');
  const model = processXml(
    'due-at-once',
    sequence(waitFor('pause', 'PT1H')),
    'camunda:historyTimeToLive="30"',
  );
  form.set('timers.bpmn', new Blob([model]), 'timers.bpmn');
  await fetch(`${urls[0]}/deployment/create`, { method: 'POST', body: form });
  const { body } = await client.send('POST', '/process-definition/key/due-at-once/start', {});
  const sql = new pg.Client({ connectionString: databaseUrl });
  await sql.connect();
  await copyInstance(sql, (body as { id: string }).id, TIMERS - 1);
  await sql.query(`UPDATE engine.jobs SET due_at = now() + make_interval(secs => $1)`, [SECONDS_UNTIL_DUE]);
  await sql.query('ANALYZE');
  await sql.end();
  await sleep(SECONDS_UNTIL_DUE * 1_000);
  const began = performance.now();
  const running = '/process-instance/count?processDefinitionKey=due-at-once';
  while ((await client.get<{ count: number }>(running)).count > 0) {
    for (const [name, act] of [
      ['list tasks', () => client.get('/task?maxResults=20')],
      ['start a case', () => client.send('POST', '/process-definition/key/chaos/start', {})],
    ] as const) {
      const asked = performance.now();
      await act();
      tallies.took(name, performance.now() - asked);
    }
    await sleep(50);
  }
  tallies.took('timers', performance.now() - began);
  return proveTimers(client);
}

async function proveTimers(client: PatientClient): Promise<string[]> {
  const fired =
    '/history/activity-instance/count?activityId=pause&activityType=intermediateTimer&finished=true';
  const { count } = await client.get<{ count: number }>(fired);
  const ended = await client.get<{ count: number }>(
    '/history/process-instance/count?processDefinitionKey=due-at-once&completed=true',
  );
  return ended.count === TIMERS && count >= TIMERS
    ? []
    : [`${count} timers fired, ${ended.count} instances ended`];
}
