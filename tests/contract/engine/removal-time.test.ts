import { beforeEach, expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { callActivity, processXml, sequence, userTask } from '../../support/small-process.ts';

const ENDED = '2026-01-01T12:00:00.000Z';
let now = new Date(ENDED);
beforeEach(() => {
  now = new Date(ENDED);
});
const engine = useEngine(
  (client) =>
    client.deploy({
      'inner.bpmn': processXml('inner', sequence(userTask('look')), 'camunda:historyTimeToLive="5"'),
      'endless.bpmn': processXml('endless', sequence(userTask('look'))),
      'outer.bpmn': processXml(
        'outer',
        sequence(callActivity('call', 'inner')),
        'camunda:historyTimeToLive="30"',
      ),
    }),
  { clock: () => now, historyPauseMs: 3_600_000 },
);

const path = '/history/process-instance/set-removal-time';
const onDay = (day: number) => `2026-01-${String(day).padStart(2, '0')}T12:00:00.000+0000`;

async function removalTimes(...ids: string[]): Promise<(string | null)[]> {
  const read = (id: string) =>
    engine.client.get<{ removalTime: string | null }>(`/history/process-instance/${id}`);
  return (await Promise.all(ids.map(read))).map(({ removalTime }) => removalTime);
}

async function setRemovalTime(body: object): Promise<void> {
  const { id, type } = await engine.client.post<{ id: string; type: string }>(path, body);
  expect(type).toBe('process-set-removal-time');
  await eventually(async () => {
    const { count } = await engine.client.get<{ count: number }>(
      `/history/batch/count?batchId=${id}&completed=true`,
    );
    return count === 1;
  });
}

async function complete(id: string): Promise<void> {
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await engine.client.post(`/task/${task?.id}/complete`);
}

/** An instance that called another one; both have ended. */
async function endedTree(variables: Record<string, unknown> = {}): Promise<{ root: string; called: string }> {
  const { client } = engine;
  const { id: root } = await client.post<{ id: string }>('/process-definition/key/outer/start', {
    variables,
  });
  const [called] = await client.get<{ id: string }[]>(`/process-instance?superProcessInstance=${root}`);
  await complete(called?.id ?? '');
  expect(await removalTimes(root, called?.id ?? '')).toEqual([onDay(31), onDay(31)]);
  return { root, called: called?.id ?? '' };
}

it('keeps chosen instances until a moment, for ever, or for as long as their definition says', async () => {
  // given
  const [one, other] = [await endedTree(), await endedTree()];
  const times = () => removalTimes(one.root, one.called, other.root, other.called);

  // then
  await setRemovalTime({ historicProcessInstanceIds: [one.called], absoluteRemovalTime: onDay(9) });
  expect(await times()).toEqual([onDay(31), onDay(9), onDay(31), onDay(31)]);
  await setRemovalTime({
    historicProcessInstanceQuery: { processInstanceIds: [one.root] },
    clearedRemovalTime: true,
  });
  expect(await times()).toEqual([null, onDay(9), onDay(31), onDay(31)]);
  await setRemovalTime({
    historicProcessInstanceIds: [one.root],
    historicProcessInstanceQuery: { processInstanceIds: [other.called] },
    calculatedRemovalTime: true,
  });
  expect(await times()).toEqual([onDay(31), onDay(9), onDay(31), onDay(6)]);
});

it('takes the whole tree of a chosen instance, as its root, where that is asked for', async () => {
  const [one, other] = [await endedTree(), await endedTree()];
  const times = () => removalTimes(one.root, one.called, other.root, other.called);
  const tree = { historicProcessInstanceIds: [one.called], hierarchical: true };
  await setRemovalTime({ ...tree, absoluteRemovalTime: onDay(9) });
  expect(await times()).toEqual([onDay(9), onDay(9), onDay(31), onDay(31)]);
  await setRemovalTime({ ...tree, clearedRemovalTime: true });
  expect(await times()).toEqual([null, null, onDay(31), onDay(31)]);
  await setRemovalTime({ ...tree, calculatedRemovalTime: true });
  expect(await times()).toEqual([onDay(31), onDay(31), onDay(31), onDay(31)]);
});

it('removes what may go and keeps the files of what stays', async () => {
  // given
  const { client } = engine;
  const letter = { type: 'File', value: 'QQ==', valueInfo: { filename: 'letter.txt' } };
  const { root, called } = await endedTree({ letter });
  await setRemovalTime({ historicProcessInstanceIds: [called], absoluteRemovalTime: onDay(9) });
  const [file] = await client.get<{ id: string }[]>(
    `/history/variable-instance?processInstanceId=${root}&variableName=letter`,
  );
  const bytes = async () =>
    (await client.request('GET', `/history/variable-instance/${file?.id}/data`)).status;
  const known = async (id: string) =>
    (await client.get<{ count: number }>(`/history/process-instance/count?processInstanceId=${id}`)).count;

  // when
  now = new Date('2026-01-09T12:00:00Z');
  await client.post('/history/cleanup');
  await eventually(async () => (await known(called)) === 0);

  // then
  expect(await known(root)).toBe(1);
  expect(await bytes()).toBe(200);
});

it('keeps what runs until its end says when it may go, or the time that was set where its definition says nothing', async () => {
  // given
  const { client } = engine;
  const running = await client.start('inner');
  const ended = await client.start('inner');
  await complete(ended);
  await setRemovalTime({ historicProcessInstanceIds: [running], calculatedRemovalTime: true });
  expect(await removalTimes(running, ended)).toEqual([null, onDay(6)]);
  await setRemovalTime({ historicProcessInstanceIds: [running, ended], absoluteRemovalTime: onDay(2) });
  expect(await removalTimes(running, ended)).toEqual([onDay(2), onDay(2)]);

  // when
  now = new Date('2026-01-03T12:00:00Z');
  await client.post('/history/cleanup');
  await eventually(
    async () => (await client.request('GET', `/history/process-instance/${ended}`)).status === 404,
  );

  // then
  expect(await client.get(`/history/process-instance/${running}`)).toMatchObject({ state: 'ACTIVE' });
  await complete(running);
  expect(await removalTimes(running)).toEqual([onDay(8)]);
  const endless = await client.start('endless');
  await setRemovalTime({ historicProcessInstanceIds: [endless], absoluteRemovalTime: onDay(20) });
  await complete(endless);
  expect(await removalTimes(endless)).toEqual([onDay(20)]);
});

it('refuses what does not say which instances and when', async () => {
  const { root } = await endedTree();
  const ids = { historicProcessInstanceIds: [root] };
  for (const [body, message] of [
    [{ absoluteRemovalTime: onDay(9) }, 'Neither query nor ids provided.'],
    [{ historicProcessInstanceIds: [], clearedRemovalTime: true }, 'historicProcessInstances is empty'],
    [{ historicProcessInstanceIds: ['none'], clearedRemovalTime: true }, 'historicProcessInstances is empty'],
    [ids, 'removalTime is null'],
    [{ ...ids, clearedRemovalTime: true, calculatedRemovalTime: true }, 'mutually exclusive'],
    [{ ...ids, clearedRemovalTime: true, updateChunkSize: 501 }, 'between 1 and 500'],
    [{ ...ids, absoluteRemovalTime: 'soon' }, 'date'],
  ] as const) {
    expect(await engine.client.request('POST', path, body), message).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(message) },
    });
  }
});
