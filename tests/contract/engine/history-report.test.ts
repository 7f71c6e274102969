import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({
    'p.bpmn': processXml('p', sequence(userTask('look'))),
    'q.bpmn': processXml('q', sequence(userTask('see'))),
  }),
);

/** Runs an instance to its end. */
async function finish(key: string): Promise<string> {
  const id = await engine.client.start(key, { note: 'a' });
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await engine.client.post(`/task/${task?.id}/complete`);
  return id;
}

const report = '/history/process-instance/report?reportType=duration';
const month = new Date().getUTCMonth() + 1;

it('tells how long instances took, by month and quarter, of the definitions asked for', async () => {
  await finish('p');
  await finish('q');
  await engine.client.start('p');
  const [row] = await engine.client.get<{ minimum: number; average: number; maximum: number }[]>(
    `${report}&periodUnit=month&processDefinitionKeyIn=p`,
  );
  expect(row).toMatchObject({ period: month, periodUnit: 'MONTH' });
  expect(row?.minimum).toBeGreaterThanOrEqual(0);
  expect(row?.average).toBe(row?.maximum);
  expect(await engine.client.get(`${report}&periodUnit=quarter`)).toMatchObject([
    { period: Math.ceil(month / 3), periodUnit: 'QUARTER' },
  ]);
  const past = encodeURIComponent('2001-01-01T00:00:00.000+0000');
  expect(await engine.client.get(`${report}&periodUnit=month&startedBefore=${past}`)).toEqual([]);
});

it('tells so as CSV to whom asks for it', async () => {
  await finish('p');
  const response = await fetch(`${engine.url}${report}&periodUnit=month`, {
    headers: { accept: 'text/csv' },
  });
  expect(response.headers.get('content-type')).toBe('text/csv');
  const [header, row] = (await response.text()).split('\n');
  expect(header).toBe('PERIOD,PERIOD_UNIT,MINIMUM,MAXIMUM,AVERAGE');
  expect(row).toMatch(new RegExp(`^${month},MONTH,\\d+,\\d+,\\d+$`));
});

it('counts finished tasks and tells how long they took', async () => {
  await finish('q');
  const counts = '/history/task/report?reportType=count&groupBy=';
  expect(await engine.client.get(`${counts}taskName`)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        taskName: 'Task see',
        processDefinitionKey: 'q',
        processDefinitionName: 'Process q',
      }),
    ]) as unknown,
  );
  expect(await engine.client.get(`${counts}processDefinition`)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ taskName: null, processDefinitionKey: 'q' }),
    ]) as unknown,
  );
  expect(await engine.client.get('/history/task/report?reportType=duration&periodUnit=month')).toMatchObject([
    { period: month, periodUnit: 'MONTH' },
  ]);
});

it('refuses reports it does not know', async () => {
  const bad = [
    report,
    `${report}&periodUnit=day`,
    '/history/process-instance/report?periodUnit=month',
    '/history/process-instance/report?reportType=count&periodUnit=month',
    '/history/task/report',
    '/history/task/report?reportType=count&groupBy=x',
  ];
  for (const path of bad) {
    expect((await engine.client.request('GET', path)).status, path).toBe(400);
  }
});

it('shows single variables of the past, and forgets them', async () => {
  const { client } = engine;
  const id = await finish('p');
  const list = `/history/variable-instance?processInstanceId=${id}`;
  const [note] = await client.get<{ id: string }[]>(list);
  expect(await client.get(`/history/variable-instance/${note?.id}`)).toMatchObject({
    name: 'note',
    value: 'a',
  });
  expect((await client.request('GET', `/history/variable-instance/${note?.id}/data`)).status).toBe(400);
  expect((await client.request('DELETE', `/history/variable-instance/${note?.id}`)).status).toBe(204);
  expect((await client.request('DELETE', `/history/variable-instance/${note?.id}`)).status).toBe(404);
  expect(await client.get(list)).toEqual([]);
});

it('forgets all variables of an instance with the bytes of their files, and no other ones', async () => {
  const { client } = engine;
  const file = {
    type: 'File',
    value: Buffer.from('one').toString('base64'),
    valueInfo: { filename: 'a.txt' },
  };
  const start = { variables: { file, note: { value: 'b' } } };
  const { id } = await client.post<{ id: string }>('/process-definition/key/p/start', start);
  const other = await client.start('p', { note: 'c' });
  const [one] = await client.get<{ id: string }[]>(
    `/history/variable-instance?processInstanceId=${id}&variableName=file`,
  );
  const bytes = await client.request('GET', `/history/variable-instance/${one?.id}/data`);
  expect(bytes.body).toBe('one');
  expect((await client.request('DELETE', `/history/process-instance/${id}/variable-instances`)).status).toBe(
    204,
  );
  expect(await client.get(`/history/variable-instance?processInstanceId=${id}`)).toEqual([]);
  expect(await client.get(`/history/variable-instance?processInstanceId=${other}`)).toHaveLength(1);
  // The instance runs and keeps what it has.
  const kept = await client.request('GET', `/process-instance/${id}/variables/file/data`);
  expect(kept.body).toBe('one');
  expect((await client.request('DELETE', '/history/process-instance/none/variable-instances')).status).toBe(
    404,
  );
});
