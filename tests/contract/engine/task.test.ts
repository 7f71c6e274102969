import { describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const attributes =
  'camunda:candidateGroups="case-officers,supervisors" camunda:candidateUsers="ann" camunda:formKey="njia:follow_ups" camunda:dueDate="${due}" camunda:priority="70"';
const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look', attributes))) }),
);

async function freshTask(businessKey = 'c-1') {
  const processInstanceId = await engine.client.start('p', { due: 'P2D' }, businessKey);
  const [task] = await engine.client.get<{ id: string; due: string; created: string }[]>(
    `/task?processInstanceId=${processInstanceId}`,
  );
  if (!task) throw new Error('no task');
  return { ...task, processInstanceId };
}

it('shows what the model says of a task', async () => {
  const task = await freshTask();
  expect(task).toMatchObject({
    name: 'Task look',
    taskDefinitionKey: 'look',
    formKey: 'njia:follow_ups',
    priority: 70,
    assignee: null,
    suspended: false,
  });
  expect(new Date(task.due).getTime() - new Date(task.created).getTime()).toBe(2 * 86_400_000);
  expect(await engine.client.get(`/task/${task.id}/form`)).toMatchObject({ key: 'njia:follow_ups' });
  const links = await engine.client.get(`/task/${task.id}/identity-links?type=candidate`);
  expect(links).toEqual(
    expect.arrayContaining([
      { type: 'candidate', userId: null, groupId: 'case-officers' },
      { type: 'candidate', userId: null, groupId: 'supervisors' },
      { type: 'candidate', userId: 'ann', groupId: null },
    ]),
  );
  expect(await engine.client.get(`/task/${task.id}/form-variables?variableNames=due`)).toMatchObject({
    due: { value: 'P2D' },
  });
});

it('counts the tasks of each candidate group', async () => {
  const { client } = engine;
  const count = async (group: string) => {
    const path = '/task/report/candidate-group-count';
    const rows = await client.get<{ groupName: string | null; taskCount: number }[]>(path);
    return rows.find(({ groupName }) => groupName === group)?.taskCount ?? 0;
  };
  const before = await count('supervisors');
  await freshTask();
  expect(await count('supervisors')).toBe(before + 1);
});

describe('claiming', () => {
  it('takes a task, again for the same user, and not for another', async () => {
    const { client } = engine;
    const { id } = await freshTask();
    const claim = (userId: string) => client.request('POST', `/task/${id}/claim`, { userId });
    expect((await claim('ann')).status).toBe(204);
    expect((await claim('ann')).status).toBe(204);
    expect(await claim('bob')).toMatchObject({
      status: 500,
      body: {
        type: 'TaskAlreadyClaimedException',
        message: `Task '${id}' is already claimed by someone else.`,
      },
    });
    expect((await client.request('POST', `/task/${id}/unclaim`)).status).toBe(204);
    expect((await claim('bob')).status).toBe(204);
    expect((await client.request('POST', `/task/${id}/assignee`, { userId: 'cid' })).status).toBe(204);
    expect(await client.get(`/task/${id}`)).toMatchObject({ assignee: 'cid' });
    expect(await client.get(`/history/task?taskId=${id}`)).toMatchObject([
      { assignee: 'cid', endTime: null },
    ]);
  });

  it('hides a task from candidates unless assigned tasks are asked for', async () => {
    const { client } = engine;
    const { id } = await freshTask('hidden');
    const listed = async (more: string) =>
      (
        await client.get<{ id: string }[]>(
          `/task?candidateGroup=case-officers&processInstanceBusinessKey=hidden${more}`,
        )
      ).map((task) => task.id);
    expect(await listed('')).toEqual([id]);
    await client.post(`/task/${id}/claim`, { userId: 'ann' });
    expect(await listed('')).toEqual([]);
    expect(await listed('&includeAssignedTasks=true')).toEqual([id]);
    expect(
      await client.get('/task?candidateGroups=nobody,supervisors&includeAssignedTasks=true'),
    ).not.toEqual([]);
    expect(await client.get('/task?candidateGroup=nobody')).toEqual([]);
  });
});

describe('completing', () => {
  it('answers 204, or the variables when they are asked for', async () => {
    const { client } = engine;
    const first = await freshTask();
    const body = { variables: { ok: { value: true } } };
    expect((await client.request('POST', `/task/${first.id}/complete`, body)).status).toBe(204);
    const second = await freshTask();
    expect(
      (await client.request('POST', `/task/${second.id}/complete`, { ...body, withVariablesInReturn: true }))
        .status,
    ).toBe(200);
    const last = await client.get(
      `/history/variable-instance?processInstanceId=${first.processInstanceId}&variableName=ok`,
    );
    expect(last).toMatchObject([{ type: 'Boolean', value: true }]);
  });

  it('answers a second time as Camunda does', async () => {
    const { id } = await freshTask();
    await engine.client.post(`/task/${id}/complete`);
    expect(await engine.client.request('POST', `/task/${id}/complete`, {})).toMatchObject({
      status: 500,
      body: {
        type: 'RestException',
        message: `Cannot complete task ${id}: Cannot find task with id ${id}: task is null`,
        code: 0,
      },
    });
  });
});

it('finds tasks the way an inbox asks', async () => {
  const { client } = engine;
  const older = await freshTask('inbox');
  const newer = await freshTask('inbox');
  const base = '/task?processInstanceBusinessKey=inbox';
  const ids = async (more: string) =>
    (await client.get<{ id: string }[]>(`${base}${more}`)).map(({ id }) => id);
  expect(await ids('&sortBy=created&sortOrder=desc')).toEqual([newer.id, older.id]);
  expect(await ids('&sortBy=created&sortOrder=asc&firstResult=1&maxResults=1')).toEqual([newer.id]);
  expect(await ids(`&createdAfter=${encodeURIComponent(older.created)}`)).toEqual([newer.id]);
  expect(await ids('&dueBefore=2020-01-01T00:00:00.000%2B0000')).toEqual([]);
  expect(await ids('&processVariables=due_eq_P2D')).toHaveLength(2);
  expect(
    await ids('&nameLike=%25look&minPriority=70&unassigned=true&taskDefinitionKeyIn=look,other'),
  ).toHaveLength(2);
  expect(await client.get(`${base.replace('/task', '/task/count')}`)).toEqual({ count: 2 });
  expect(
    await client.post('/task', {
      processInstanceBusinessKeyIn: ['inbox'],
      candidateGroups: ['supervisors'],
      processVariables: [{ name: 'due', operator: 'eq', value: 'P2D' }],
      sorting: [{ sortBy: 'created', sortOrder: 'asc' }],
      assignee: null,
    }),
  ).toMatchObject([{ id: older.id }, { id: newer.id }]);
});

it('keeps local variables to the task', async () => {
  const { client } = engine;
  const { id, processInstanceId } = await freshTask();
  await client.request('PUT', `/task/${id}/localVariables/draft`, { value: 'x' });
  await client.post(`/task/${id}/variables`, { modifications: { due: { value: 'P3D' } } });
  expect(await client.get(`/task/${id}/localVariables`)).toEqual({
    draft: { type: 'String', value: 'x', valueInfo: {} },
  });
  expect(await client.get(`/process-instance/${processInstanceId}/variables`)).toEqual({
    due: { type: 'String', value: 'P3D', valueInfo: {} },
  });
  expect(Object.keys(await client.get<object>(`/task/${id}/variables`)).sort()).toEqual(['draft', 'due']);
});

it('lets people change what a task says', async () => {
  const { client } = engine;
  const { id } = await freshTask();
  const due = '2030-01-15T10:30:00.000+0000';
  await client.request('PUT', `/task/${id}`, { name: 'Call', assignee: 'ann', priority: 5, due });
  expect(await client.get(`/task/${id}`)).toMatchObject({ name: 'Call', assignee: 'ann', priority: 5, due });
});

it('finds tasks of which one filter of each group fits', async () => {
  // given
  const { client } = engine;
  const [mine, urgent, other] = [await freshTask('or-1'), await freshTask('or-2'), await freshTask('or-3')];
  await client.post(`/task/${mine.id}/assignee`, { userId: 'olga' });
  await client.request('PUT', `/task/${urgent.id}`, { name: 'Urgent', priority: 99 });
  const all = { processInstanceIdIn: [mine, urgent, other].map((task) => task.processInstanceId) };
  const find = async (body: object) =>
    (await client.post<{ id: string }[]>('/task', { ...all, ...body })).map(({ id }) => id).sort();

  // then
  const olgaOrUrgent = { assignee: 'olga', minPriority: 90 };
  expect(await find({ orQueries: [olgaOrUrgent] })).toEqual([mine.id, urgent.id].sort());
  expect(await find({ orQueries: [olgaOrUrgent, { name: 'Urgent', unassigned: false }] })).toEqual([
    urgent.id,
  ]);
  expect(await find({ orQueries: [{ candidateGroup: 'case-officers', assignee: 'olga' }] })).toHaveLength(3);
  const variables = [
    { name: 'due', operator: 'eq', value: 'P2D' },
    { name: 'none', operator: 'eq', value: 1 },
  ];
  expect(await find({ orQueries: [{ processVariables: variables }] })).toHaveLength(3);
  expect(await find({ processVariables: variables })).toEqual([]);
  expect(await find({ orQueries: [{}] })).toHaveLength(3);
  expect(await client.post('/task/count', { ...all, orQueries: [olgaOrUrgent] })).toEqual({ count: 2 });
  expect(await client.request('POST', '/task', { orQueries: [{ unheard: 'of' }] })).toMatchObject({
    status: 400,
    body: { type: 'InvalidRequestException' },
  });
});
