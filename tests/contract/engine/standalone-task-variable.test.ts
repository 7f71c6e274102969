import pg from 'pg';
import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

let now = new Date('2026-01-01T12:00:00Z');
const engine = useEngine(
  (client) => client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
  { clock: () => now, historyPauseMs: 20, taskHistoryDays: 5 },
);

interface Variable {
  id: string;
  name: string;
  value: unknown;
}

const list = (path: string) => engine.client.get<Variable[]>(path);
const put = (task: string, name: string, value: unknown) =>
  engine.client.request('PUT', `/task/${task}/variables/${name}`, value);

it('is listed beside those of instances, by task, name, value and tenant', async () => {
  // given
  const { client } = engine;
  await client.start('p', { reached: true });
  await client.post('/task/create', { id: 'call', tenantId: 'north' });
  await put('call', 'reached', { value: false, type: 'Boolean' });
  await put('call', 'calls', { value: 3, type: 'Integer' });

  // then
  const path = '/variable-instance?taskIdIn=call&sortBy=variableName&sortOrder=asc';
  const found = await list(path);
  expect(found).toMatchObject([
    {
      name: 'calls',
      type: 'Integer',
      value: 3,
      taskId: 'call',
      processInstanceId: null,
      executionId: null,
      activityInstanceId: null,
      tenantId: 'north',
    },
    { name: 'reached', value: false },
  ]);
  expect(await client.get(`/variable-instance/${found[0]?.id}`)).toMatchObject({ name: 'calls' });
  expect(await client.get('/variable-instance/count?variableName=reached')).toEqual({ count: 2 });
  expect(await client.get('/variable-instance/count?tenantIdIn=north')).toEqual({ count: 2 });
});

it('is remembered when the task is over, and when it was removed without its value', async () => {
  // given
  const { client } = engine;
  await client.post('/task/create', { id: 'visit' });
  await put('visit', 'kept', { value: 'old' });
  await put('visit', 'removed', { value: 'old' });
  const before = await list('/history/variable-instance?taskIdIn=visit&variableName=kept');

  // when
  await put('visit', 'kept', { value: 'new' });
  await client.request('DELETE', '/task/visit/variables/removed');
  await client.post('/task/visit/complete');

  // then
  expect(await list('/variable-instance?taskIdIn=visit')).toEqual([]);
  const path =
    '/history/variable-instance?taskIdIn=visit&includeDeleted=true&sortBy=variableName&sortOrder=asc';
  expect(await list(path)).toMatchObject([
    {
      id: before[0]?.id,
      name: 'kept',
      value: 'new',
      state: 'CREATED',
      taskId: 'visit',
      processInstanceId: null,
    },
    { name: 'removed', value: null, state: 'DELETED' },
  ]);
  const [kept] = await list(`${path}&variableName=kept`);
  expect((await client.request('DELETE', `/history/variable-instance/${kept?.id}`)).status).toBe(204);
  expect((await client.request('GET', `/history/variable-instance/${kept?.id}`)).status).toBe(404);
});

it('goes with its file, and with the record of its task once that is old enough', async () => {
  // given
  const { client } = engine;
  await client.post('/task/create', { id: 'letter' });
  await put('letter', 'scan', { value: 'aGk=', type: 'File', valueInfo: { filename: 'scan.txt' } });
  const [scan] = await list('/history/variable-instance?taskIdIn=letter');
  await client.post('/task/letter/comment/create', { message: 'sent' });
  await client.post('/task/letter/complete');
  await client.post('/task/create', { id: 'open' });
  const remembers = async (id: string) =>
    (await client.get<unknown[]>(`/history/task?taskId=${id}`)).length === 1;

  // when
  now = new Date('2026-01-06T11:59:59Z');
  await client.post('/history/cleanup');
  expect(await remembers('letter')).toBe(true);
  expect(await (await fetch(`${engine.url}/history/variable-instance/${scan?.id}/data`)).text()).toBe('hi');
  now = new Date('2026-01-06T12:00:00Z');
  await eventually(async () => !(await remembers('letter')));

  // then
  expect(await remembers('open')).toBe(true);
  expect(await list('/history/variable-instance?taskIdIn=letter')).toEqual([]);
  const database = new pg.Client(engine.databaseUrl);
  await database.connect();
  const { rows } = await database.query(`SELECT count(*)::int AS left FROM engine.contents`);
  await database.end();
  expect(rows).toEqual([{ left: 0 }]);
});
