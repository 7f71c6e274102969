import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../support/engine-server.ts';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import {
  callActivity,
  externalTask,
  processXml,
  sequence,
  userTask,
  waitFor,
} from '../../support/small-process.ts';

let now = new Date('2026-01-01T12:00:00Z');
const clock = () => now;
const ttl = (days: number) => `camunda:historyTimeToLive="${days}"`;
const engine = useEngine(
  (client) =>
    client.deploy({
      'short.bpmn': processXml('short', sequence(userTask('look')), ttl(5)),
      'caller.bpmn': processXml(
        'caller',
        sequence(callActivity('call', 'short'), userTask('after')),
        ttl(30),
      ),
      'kept.bpmn': processXml('kept', sequence(userTask('look'))),
      'every-kind.bpmn': processXml(
        'every-kind',
        sequence(externalTask('work'), userTask('look'), waitFor('pause', 'P1D')),
      ),
    }),
  { clock, historyPauseMs: 20 },
);

async function completeTask(processInstanceId: string): Promise<void> {
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${processInstanceId}`);
  await engine.client.post(`/task/${task?.id}/complete`);
}

const idsIn = async (ids: string[]) =>
  (await engine.client.get<{ id: string }[]>(`/history/process-instance?processInstanceIds=${ids.join(',')}`))
    .map(({ id }) => id)
    .sort();

it('removes an instance with all its history once its time to live is over, and no other one', async () => {
  // given
  const { client } = engine;
  now = new Date('2026-01-01T12:00:00Z');
  const ended = await Promise.all(Array.from({ length: 5 }, () => client.start('short', { a: 1 })));
  for (const id of ended) await completeTask(id);
  const running = await client.start('short');
  const kept = await client.start('kept');
  await completeTask(kept);
  expect(await client.get(`/history/process-instance?processInstanceId=${ended[0]}`)).toMatchObject([
    { endTime: '2026-01-01T12:00:00.000+0000', removalTime: '2026-01-06T12:00:00.000+0000' },
  ]);

  // when
  now = new Date('2026-01-06T11:59:59Z');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await idsIn(ended)).toHaveLength(5);
  now = new Date('2026-01-06T12:00:00Z');
  await eventually(async () => (await idsIn(ended)).length === 0);

  // then
  expect(await idsIn([running, kept])).toEqual([running, kept].sort());
  for (const list of ['activity-instance', 'task', 'variable-instance']) {
    expect(await client.get(`/history/${list}?processInstanceId=${ended[0]}`), list).toEqual([]);
  }
});

it('keeps what was called as long as what called it', async () => {
  // given
  const { client } = engine;
  now = new Date('2026-02-01T12:00:00Z');
  const caller = await client.start('caller');
  const [called] = await client.get<{ id: string }[]>(`/process-instance?superProcessInstance=${caller}`);
  if (!called) throw new Error('Nothing was called.');
  await completeTask(called.id);

  // when
  now = new Date('2026-02-20T12:00:00Z');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await idsIn([called.id])).toEqual([called.id]);
  await completeTask(caller);
  const removal = '2026-03-22T12:00:00.000+0000';
  expect(await client.get(`/history/process-instance?rootProcessInstanceId=${caller}`)).toMatchObject([
    { removalTime: removal },
    { removalTime: removal },
  ]);
  now = new Date('2026-03-22T12:00:00Z');

  // then
  await eventually(async () => (await idsIn([caller, called.id])).length === 0);
});

it('lets several engines clean one database at once', async () => {
  const { client } = engine;
  now = new Date('2026-04-01T12:00:00Z');
  const lines: string[] = [];
  const onLogLine = (line: string) => lines.push(line);
  const other = await startEngine({ databaseUrl: engine.databaseUrl, clock, historyPauseMs: 20, onLogLine });
  try {
    const ids = await Promise.all(Array.from({ length: 30 }, () => client.start('short')));
    for (const id of ids) await completeTask(id);
    now = new Date('2026-05-01T12:00:00Z');
    await eventually(async () => (await idsIn(ids)).length === 0);
    expect(lines.filter((line) => line.includes('history-clean-up-failed'))).toEqual([]);
  } finally {
    await other.stop();
  }
});

it('removes the contents of files with the history of their instance', async () => {
  const { client } = engine;
  now = new Date('2026-06-01T12:00:00Z');
  const letter = Buffer.from('A letter').toString('base64');
  const sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
  const contents = async (id: string) =>
    (await sql.query('SELECT 1 FROM engine.contents WHERE root_instance_id = $1', [id])).rowCount;
  const { id } = await client.post<{ id: string }>('/process-definition/key/short/start', {
    variables: { letter: { type: 'File', value: letter, valueInfo: { filename: 'letter.txt' } } },
  });
  await completeTask(id);
  expect(await contents(id)).toBe(1);
  now = new Date('2026-07-01T12:00:00Z');
  await eventually(async () => (await idsIn([id])).length === 0);
  expect(await contents(id)).toBe(0);
  await sql.end();
});

it('leaves no row of an instance behind', async () => {
  // given
  const { client } = engine;
  const sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
  const { rows: tables } = await sql.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'engine' AND column_name = 'instance_id'`,
  );
  const tablesWith = async (id: string) => {
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await sql.query(`SELECT 1 FROM engine.${name} WHERE instance_id = $1`, [id]);
      if (rowCount !== 0) found.push(name);
    }
    return found;
  };
  const runThrough = async () => {
    const id = await client.start('every-kind', { a: 1 });
    const [work] = await client.fetchAndLock('work', 'w');
    await client.post(`/external-task/${work?.id}/complete`, { workerId: 'w' });
    await completeTask(id);
    const [timer] = await client.get<{ id: string }[]>(`/job?processInstanceId=${id}`);
    await client.post(`/job/${timer?.id}/execute`);
    return id;
  };
  const gone = await runThrough();
  const kept = await runThrough();
  const history = ['activities', 'external_task_log', 'job_log', 'tasks', 'variable_updates', 'variables'];
  expect(await tablesWith(gone)).toEqual(expect.arrayContaining(history.map((name) => `history_${name}`)));

  // when
  const answer = await client.request('DELETE', `/history/process-instance/${gone}`);

  // then
  expect(answer.status).toBe(204);
  expect(await tablesWith(gone)).toEqual([]);
  expect(await tablesWith(kept)).toHaveLength(history.length);
  await sql.end();
});

describe('on request', () => {
  const lazy = useEngine(
    (client) => client.deploy({ 'short.bpmn': processXml('short', sequence(userTask('look')), ttl(0)) }),
    { historyPauseMs: 3_600_000 },
  );

  it('tells what can be removed, and removes it at once', async () => {
    // given
    const { client } = lazy;
    const ids = [await client.start('short'), await client.start('short')];
    for (const id of ids) {
      const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
      await client.post(`/task/${task?.id}/complete`);
    }
    await client.start('short');
    const report = '/history/process-definition/cleanable-process-instance-report';
    expect(
      await client.get(`${report}?processDefinitionKeyIn=short&sortBy=finished&sortOrder=desc`),
    ).toMatchObject([
      {
        processDefinitionKey: 'short',
        processDefinitionVersion: 1,
        historyTimeToLive: 0,
        finishedProcessInstanceCount: 2,
        cleanableProcessInstanceCount: 2,
        tenantId: null,
      },
    ]);
    expect(await client.get(`${report}/count?compact=true`)).toEqual({ count: 1 });

    // when
    const job = await client.post<{ id: string }>('/history/cleanup');

    // then
    expect(await client.get('/history/cleanup/jobs')).toMatchObject([{ id: job.id }]);
    await eventually(
      async () => (await client.get<{ count: number }>('/history/process-instance/count')).count === 1,
    );
    expect(await client.get(`${report}/count?compact=true`)).toEqual({ count: 0 });
    expect(await client.get(`${report}/count`)).toEqual({ count: 1 });
    expect(await client.get('/history/cleanup/configuration')).toEqual({
      batchWindowStartTime: null,
      batchWindowEndTime: null,
      enabled: true,
    });
  });

  it('leaves it to the next round where it is told to', async () => {
    const { client } = lazy;
    const before = await client.get('/history/cleanup/job');
    expect(await client.post('/history/cleanup?immediatelyDue=false')).toEqual(before);
  });
});

describe('by a clock that is not the database’s', () => {
  let moment = new Date('2026-01-01T12:00:00Z');
  const slow = useEngine(
    (client) =>
      client.deploy({
        'short.bpmn': processXml('short', sequence(userTask('look')), ttl(5)),
      }),
    { clock: () => moment, historyPauseMs: 3_600_000 },
  );

  it.each([
    ['2026-01-06T11:59:59Z', 0],
    ['2026-01-06T12:00:00Z', 1],
  ])('tells at %s that %i instances can be removed', async (at, cleanable) => {
    // given
    const { client } = slow;
    moment = new Date('2026-01-01T12:00:00Z');
    const [task] = await client.get<{ id: string }[]>(
      `/task?processInstanceId=${await client.start('short')}`,
    );
    await client.post(`/task/${task?.id}/complete`);
    moment = new Date(at);

    // then
    const report =
      '/history/process-definition/cleanable-process-instance-report?processDefinitionKeyIn=short';
    const [row] = await client.get<[Record<string, number>]>(report);
    expect(row['cleanableProcessInstanceCount']).toBe(
      cleanable * (row['finishedProcessInstanceCount'] ?? NaN),
    );
  });
});
