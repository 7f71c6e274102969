import { beforeAll, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { callActivity, processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';

let now = new Date('2026-01-01T12:00:00Z');
const engine = useEngine(
  (client) =>
    client.deploy({
      'inner.bpmn': processXml('inner', sequence(userTask('look'))),
      'outer.bpmn': processXml('outer', sequence(callActivity('call', 'inner'))),
      'timer.bpmn': processXml('timer', sequence(waitFor('pause', 'P1D'))),
    }),
  { clock: () => now, runsJobs: false },
);

const sum = async (name: string, span = '') =>
  (await engine.client.get<{ result: number }>(`/metrics/${name}/sum?${span}`)).result;
const at = (time: string) => encodeURIComponent(`2026-01-01T${time}.000+0000`);

beforeAll(async () => {
  const { client } = engine;
  await client.start('outer');
  now = new Date('2026-01-01T12:20:00Z');
  await client.start('inner');
  const tasks = await client.get<{ id: string }[]>('/task');
  for (const { id } of tasks) await client.post(`/task/${id}/claim`, { userId: 'ann' });
  await client.post(`/task/${tasks[0]?.id}/assignee`, { userId: 'ben' });
  await client.start('timer');
  const [job] = await client.get<{ id: string }[]>('/job');
  await client.post(`/job/${job?.id}/execute`);
});

it('counts what happened, from an inclusive until an exclusive moment', async () => {
  expect(await sum('root-process-instance-start')).toBe(3);
  expect(await sum('process-instances')).toBe(3);
  expect(await sum('process-instances', `startDate=${at('12:20:00')}`)).toBe(2);
  expect(await sum('process-instances', `endDate=${at('12:20:00')}`)).toBe(1);
  // outer: start, call; its inner: start, task; inner: start, task; timer: start, pause, end
  expect(await sum('flow-node-instances')).toBe(9);
  expect(await sum('activity-instance-end')).toBe(6);
  expect(await sum('job-successful')).toBe(1);
  expect(await sum('job-failed')).toBe(0);
  expect(await sum('unique-task-workers')).toBe(2);
  expect(await sum('task-users', `endDate=${at('12:00:00')}`)).toBe(0);
  expect(await sum('no-such-metric')).toBe(0);
});

it('counts by interval, the newest first', async () => {
  const list = (query: string) => engine.client.get<Record<string, unknown>[]>(`/metrics?${query}`);
  expect(await list('name=process-instances')).toEqual([
    { timestamp: '2026-01-01T12:15:00.000+0000', name: 'process-instances', reporter: null, value: 2 },
    { timestamp: '2026-01-01T12:00:00.000+0000', name: 'process-instances', reporter: null, value: 1 },
  ]);
  expect(await list('name=process-instances&interval=3600')).toMatchObject([{ value: 3 }]);
  expect(await list('name=process-instances&maxResults=1&firstResult=1')).toMatchObject([{ value: 1 }]);
  const names = new Set((await list('interval=3600')).map(({ name }) => name));
  expect([...names].sort()).toEqual([
    'activity-instance-end',
    'activity-instance-start',
    'job-successful',
    'root-process-instance-start',
  ]);
  expect(await list('reporter=somebody')).toEqual([]);
});

it('refuses more rows than Camunda does', async () => {
  expect(await engine.client.request('GET', '/metrics?maxResults=201')).toMatchObject({
    status: 500,
    body: { message: "Metrics interval query row limit can't be set larger than 200." },
  });
  expect((await engine.client.request('GET', '/metrics?startDate=x')).status).toBe(400);
});
