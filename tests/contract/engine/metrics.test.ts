import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, waitFor } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({
    'p.bpmn': processXml('p', sequence(externalTask('work'))),
    'later.bpmn': processXml('later', sequence(waitFor('pause', 'PT1H'))),
  }),
);

/** Reads `/metrics` as Prometheus does: each line's name with labels to its value. */
async function scrape(): Promise<{ type: string | null; values: Map<string, number> }> {
  const answer = await fetch(new URL('/metrics', engine.url));
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const values = lines.map((line): [string, number] => {
    const space = line.lastIndexOf(' ');
    return [line.slice(0, space), Number(line.slice(space + 1))];
  });
  return { type: answer.headers.get('content-type'), values: new Map(values) };
}

it('counts what is open: instances, external tasks by state, timers and incidents', async () => {
  // given
  for (let count = 0; count < 3; count += 1) await engine.client.start('p');
  await engine.client.start('later');
  const [task] = await engine.client.fetchAndLock('work', 'w', { maxTasks: 1 });

  // when
  const before = await scrape();
  await engine.client.request('POST', `/external-task/${task?.id}/failure`, {
    workerId: 'w',
    errorMessage: 'broken',
    retries: 0,
  });
  const after = await scrape();

  // then
  expect(before.type).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(before.values.get('njia_engine_instances_active')).toBe(4);
  expect(before.values.get('njia_engine_external_tasks{state="waiting"}')).toBe(2);
  expect(before.values.get('njia_engine_external_tasks{state="locked"}')).toBe(1);
  expect(before.values.get('njia_engine_timers{state="scheduled"}')).toBe(1);
  expect(before.values.get('njia_engine_incidents_open')).toBe(0);
  expect(after.values.get('njia_engine_external_tasks{state="failed"}')).toBe(1);
  expect(after.values.get('njia_engine_external_tasks{state="locked"}')).toBe(0);
  expect(after.values.get('njia_engine_incidents_open')).toBe(1);
});

it('measures requests by the pattern of their route, never by their address', async () => {
  // when
  await engine.client.request('GET', '/task/a-private-id');
  const { values } = await scrape();

  // then
  const labels = 'method="GET",route="/engine-rest/task/:id",status="404"';
  const series = `njia_engine_http_request_duration_seconds`;
  expect(values.get(`${series}_count{${labels}}`)).toBe(1);
  expect(values.get(`${series}_bucket{${labels},le="+Inf"}`)).toBe(1);
  expect([...values.keys()].join('\n')).not.toContain('a-private-id');
});

it('measures the transactions that move instances, by outcome', async () => {
  const count = async (outcome: string) =>
    (await scrape()).values.get(`njia_engine_transaction_duration_seconds_count{outcome="${outcome}"}`) ?? 0;
  const [committed, failed] = [await count('committed'), await count('failed')];
  await engine.client.start('p');
  await engine.client.request('POST', '/external-task/none/complete', { workerId: 'w' });
  expect(await count('committed')).toBeGreaterThan(committed);
  expect(await count('failed')).toBeGreaterThan(failed);
});
