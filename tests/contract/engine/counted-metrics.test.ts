import { beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { startEngine } from '../../support/engine-server.ts';
import { dmnXml } from '../../support/dmn-table.ts';
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
  const rows = (await list('interval=3600')).filter(({ reporter }) => reporter === null);
  expect([...new Set(rows.map(({ name }) => name))].sort()).toEqual([
    'activity-instance-end',
    'activity-instance-start',
    'job-successful',
    'root-process-instance-start',
  ]);
  expect(await list('reporter=somebody')).toEqual([]);
  expect(await list('name=process-instances&reporter=somebody')).toEqual([]);
});

it('refuses more rows than Camunda does', async () => {
  expect(await engine.client.request('GET', '/metrics?maxResults=201')).toMatchObject({
    status: 500,
    body: { message: "Metrics interval query row limit can't be set larger than 200." },
  });
  expect((await engine.client.request('GET', '/metrics?startDate=x')).status).toBe(400);
});

it('forgets whom tasks were given until a moment, and no later ones', async () => {
  // given
  const { client } = engine;
  const workers = () => sum('unique-task-workers');
  const [task] = await client.get<{ id: string }[]>('/task');
  now = new Date('2026-01-01T13:00:00Z');
  await client.post(`/task/${task?.id}/assignee`, { userId: 'eve' });
  expect(await workers()).toBe(3);
  const forget = (query: string) => client.request('DELETE', `/metrics/task-worker${query}`);

  // then
  expect((await forget(`?date=${at('13:00:00')}`)).status).toBe(204);
  expect(await workers()).toBe(1);
  expect((await forget(`?date=${at('12:00:00')}`)).status).toBe(204);
  expect(await workers()).toBe(1);
  expect((await forget('')).status).toBe(204);
  expect(await workers()).toBe(0);
  expect((await forget('?date=soon')).status).toBe(400);
});

describe('what leaves no trace in the history', () => {
  const decisions = dmnXml(
    {
      id: 'score',
      hitPolicy: 'FIRST',
      inputs: [['age', 'number']],
      outputs: ['points'],
      rules: [
        ['s1', '> 10', '1'],
        ['s2', '-', '2'],
      ],
    },
    {
      id: 'team',
      hitPolicy: 'FIRST',
      inputs: [
        ['points', 'number'],
        ['age', 'number'],
      ],
      outputs: ['team'],
      rules: [['t1', '-', '-', '"a"']],
      requires: ['score'],
    },
  );
  const decide = { id: 'decide', xml: '<businessRuleTask id="decide" camunda:decisionRef="team" />' };
  const busy = useEngine(
    (client) =>
      client.deploy({
        'team.dmn': decisions,
        'decided.bpmn': processXml('decided', sequence(decide), 'camunda:historyTimeToLive="0"'),
        'job.bpmn': processXml('job', sequence(userTask('look', 'camunda:asyncBefore="true"'))),
      }),
    { historyPauseMs: 3_600_000 },
  );
  const total = async (name: string) =>
    (await busy.client.get<{ result: number }>(`/metrics/${name}/sum`)).result;

  it('counts decisions with those they require and the cells of their tables', async () => {
    await busy.client.post('/decision-definition/key/team/evaluate', { variables: { age: { value: 3 } } });
    await busy.client.start('decided', { age: 12 });
    expect(await total('executed-decision-instances')).toBe(4);
    expect(await total('decision-instances')).toBe(4);
    // score: (1 input + 1 output) x 2 rules; team: (2 inputs + 1 output) x 1 rule
    expect(await total('executed-decision-elements')).toBe(14);
  });

  it('counts jobs that were taken, and what the clean-up removed', async () => {
    await busy.client.start('job');
    expect(await eventually(async () => (await total('job-acquired-success')) || undefined)).toBe(1);
    expect(await total('job-acquisition-attempt')).toBeGreaterThan(0);
    for (const never of ['job-acquired-failure', 'job-locked-exclusive', 'job-execution-rejected'])
      expect(await total(never)).toBe(0);
    await busy.client.post('/history/cleanup');
    const removed = await eventually(
      async () => (await total('history-cleanup-removed-process-instances')) || undefined,
    );
    expect(removed).toBe(1);
    expect(await total('history-cleanup-removed-decision-instances')).toBe(1);
  });

  it('keeps what a process has counted when it stops, and says who counted', async () => {
    const database = busy.databaseUrl;
    const other = await startEngine({ databaseUrl: database, runsJobs: false });
    await new EngineClient(other.url).post('/decision-definition/key/score/evaluate', {
      variables: { age: { value: 3 } },
    });
    expect(await total('executed-decision-elements')).toBe(14);
    await other.stop();
    expect(await total('executed-decision-elements')).toBe(18);
    const list = (query: string) =>
      busy.client.get<{ reporter: string | null; value: number }[]>(
        `/metrics?name=executed-decision-elements&interval=100000000&${query}`,
      );
    const [row] = await list('');
    expect(row?.reporter).toMatch(/.+\$default$/);
    expect(row?.value).toBe(18);
    expect(await list(`reporter=${encodeURIComponent(String(row?.reporter))}`)).toEqual([row]);
    expect(await list('reporter=nobody')).toEqual([]);
    expect(await list('aggregateByReporter=true')).toEqual([{ ...row, reporter: null }]);
  });
});
