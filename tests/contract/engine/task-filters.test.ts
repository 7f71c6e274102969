import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

const date = (value: string) => ({ value, type: 'Date' });

/** Starts an instance with these variables; answers the id of its task. */
async function taskWith(businessKey: string, variables: object): Promise<string> {
  const body = { businessKey, variables };
  const { id } = await engine.client.post<{ id: string }>('/process-definition/key/p/start', body);
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  if (!task) throw new Error('no task');
  return task.id;
}

const find = async (body: object) =>
  (await engine.client.post<{ id: string }[]>('/task', body)).map(({ id }) => id);

it('sorts tasks by the value of a variable, numbers as numbers', async () => {
  // given
  const [nine, ten, none] = [
    await taskWith('sorted', { n: { value: 9 } }),
    await taskWith('sorted', { n: { value: 10 } }),
    await taskWith('sorted', { n: { value: 'text' } }),
  ];
  await engine.client.request('PUT', `/task/${nine}/localVariables/mine`, { value: 'b' });
  await engine.client.request('PUT', `/task/${none}/localVariables/mine`, { value: 'a' });
  const sorted = (sortBy: string, sortOrder: string, variable: string, type: string) =>
    find({
      processInstanceBusinessKey: 'sorted',
      sorting: [{ sortBy, sortOrder, parameters: { variable, type } }],
    });

  // then
  expect(await sorted('processVariable', 'asc', 'n', 'integer')).toEqual([nine, ten, none]);
  expect(await sorted('processVariable', 'desc', 'n', 'Integer')).toEqual([none, ten, nine]);
  expect(await sorted('processVariable', 'asc', 'n', 'String')).toEqual([none, nine, ten]);
  expect(await sorted('taskVariable', 'asc', 'mine', 'String')).toEqual([none, nine, ten]);
  const refused = async (sorting: object) =>
    (await engine.client.request('POST', '/task', { sorting: [sorting] })).status;
  expect(await refused({ sortBy: 'processVariable', sortOrder: 'asc' })).toBe(400);
  expect(await refused({ sortBy: 'taskVariable', sortOrder: 'asc', parameters: {} })).toBe(400);
});

it('compares variables in every way, also by date and without looking at upper and lower case', async () => {
  // given
  const late = await taskWith('compared', {
    n: { value: 5 },
    name: { value: 'North' },
    at: date('2026-01-15T10:30:00.000+0100'),
  });
  const early = await taskWith('compared', {
    n: { value: 3 },
    name: { value: 'south' },
    at: date('2026-01-15T09:00:00.000+0000'),
  });
  const by = (operator: string, name: string, value: unknown, more: object = {}) =>
    find({
      processInstanceBusinessKey: 'compared',
      processVariables: [{ name, operator, value }],
      sorting: [{ sortBy: 'created', sortOrder: 'asc' }],
      ...more,
    });

  // then
  expect(await by('eq', 'n', 5)).toEqual([late]);
  expect(await by('neq', 'n', 5)).toEqual([early]);
  expect(await by('gt', 'n', 3)).toEqual([late]);
  expect(await by('gteq', 'n', 3)).toEqual([late, early]);
  expect(await by('lt', 'n', 5)).toEqual([early]);
  expect(await by('lteq', 'n', 5)).toEqual([late, early]);
  expect(await by('like', 'name', '%orth')).toEqual([late]);
  expect(await by('notLike', 'name', '%orth')).toEqual([early]);
  expect(await by('gt', 'at', '2026-01-15T10:10:00.000+0100')).toEqual([late]);
  expect(await by('lteq', 'at', '2026-01-15T10:00:00.000+0100')).toEqual([early]);
  expect(await by('eq', 'at', '2026-01-15T09:30:00.000+0000')).toEqual([late]);
  expect(await by('eq', 'name', 'north')).toEqual([]);
  expect(await by('eq', 'name', 'north', { variableValuesIgnoreCase: true })).toEqual([late]);
  expect(await by('like', 'NAME', 'S%', { variableNamesIgnoreCase: true })).toEqual([]);
  const both = { variableNamesIgnoreCase: true, variableValuesIgnoreCase: true };
  expect(await by('like', 'NAME', 'S%', both)).toEqual([early]);
  const inAddress = '/task?processInstanceBusinessKey=compared&processVariables=NAME_eq_NORTH';
  const flags = '&variableNamesIgnoreCase=true&variableValuesIgnoreCase=true';
  expect(await engine.client.get(inAddress)).toEqual([]);
  expect(await engine.client.get(`${inAddress}${flags}`)).toMatchObject([{ id: late }]);
  expect(await engine.client.get(`/process-instance/count?variables=NAME_eq_NORTH${flags}`)).toEqual({
    count: 1,
  });
  expect(await engine.client.get(`/variable-instance/count?variableValues=NAME_eq_NORTH${flags}`)).toEqual({
    count: 1,
  });
});

it('finds tasks by their own variables, also those without a process', async () => {
  const { client } = engine;
  const id = await taskWith('own', {});
  await client.post('/task/create', { id: 'alone', name: 'own' });
  for (const task of [id, 'alone']) {
    await client.request('PUT', `/task/${task}/localVariables/kind`, { value: 'call' });
  }
  expect((await find({ taskVariables: [{ name: 'kind', operator: 'eq', value: 'call' }] })).sort()).toEqual(
    ['alone', id].sort(),
  );
  expect(await find({ taskVariables: [{ name: 'kind', operator: 'eq', value: 'visit' }] })).toEqual([]);
});

it('finds no task of a case in the sense of CMMN', async () => {
  const count = (query: string) => engine.client.get(`/task/count?${query}`);
  expect(await count('caseInstanceId=x')).toEqual({ count: 0 });
  expect(await count('caseDefinitionKey=x')).toEqual({ count: 0 });
  expect(await count('caseInstanceVariables=a_eq_b')).toEqual({ count: 0 });
});

it('puts comments and variables beside tasks when they are asked for', async () => {
  // given
  const { client } = engine;
  const id = await taskWith('beside', { n: { value: 1 } });
  await client.request('PUT', `/task/${id}/localVariables/mine`, { value: true });
  const list = '/task?processInstanceBusinessKey=beside';

  // then
  const [plain] = await client.get<object[]>(list);
  expect(plain).not.toHaveProperty('comment');
  expect(plain).not.toHaveProperty('variables');
  expect(await client.get(`${list}&withCommentAttachmentInfo=true`)).toMatchObject([
    { id, comment: false, attachment: false },
  ]);
  await client.post(`/task/${id}/comment/create`, { message: 'Called' });
  expect(await client.get(`/task/${id}?withCommentAttachmentInfo=true`)).toMatchObject({ comment: true });
  expect(await client.get(`/task/${id}?withTaskVariablesInReturn=true`)).toMatchObject({
    variables: { n: { value: 1 }, mine: { value: true } },
  });
  const body = { processInstanceBusinessKey: 'beside', withTaskLocalVariablesInReturn: true };
  const [local] = await client.post<{ variables: object }[]>('/task', body);
  expect(local?.variables).toEqual({ mine: { type: 'Boolean', value: true, valueInfo: {} } });
  expect((await client.request('GET', `${list}&withCommentAttachmentInfo=maybe`)).status).toBe(400);
});

it('takes upper and lower case for the same in names and descriptions, as Camunda does', async () => {
  const { client } = engine;
  const words = { name: 'Call Back', description: 'By Friday' };
  await client.post('/task/create', { id: 'cased', ...words });
  const count = async (path: string) => (await client.get<{ count: number }>(path)).count;
  for (const query of [
    'name=call%20back',
    'nameLike=CALL%25',
    'description=by%20friday',
    'descriptionLike=%25FRI%25',
  ]) {
    expect(await count(`/task/count?taskId=cased&${query}`)).toBe(1);
  }
  expect(await count('/task/count?taskId=cased&nameNotEqual=call%20back')).toBe(0);
  expect(await count('/task/count?taskId=cased&nameNotLike=call%25')).toBe(0);
  for (const query of ['taskName=CALL%20BACK', 'taskNameLike=call%25', 'taskDescriptionLike=%25friday']) {
    expect(await count(`/history/task/count?taskId=cased&${query}`)).toBe(1);
  }
});

it('finds tasks and variables of the past by what they were about', async () => {
  // given
  const { client } = engine;
  const id = await taskWith('past', { kind: { value: 'Visit' }, n: { value: 4 } });
  await client.request('PUT', `/task/${id}/localVariables/mine`, { value: 'x' });
  const due = '2030-01-15T10:30:00.000+0000';
  await client.request('PUT', `/task/${id}`, { owner: 'anna', followUp: due, due });
  await client.post(`/task/${id}/complete`);
  const base = `/history/task?taskId=${id}`;
  const found = async (query: string) => (await client.get<object[]>(`${base}&${query}`)).length;
  const moment = encodeURIComponent(due);

  // then
  expect(await found(`taskOwnerLike=an%25&taskDueDate=${moment}&taskFollowUpDate=${moment}`)).toBe(1);
  expect(await found(`taskFollowUpDateBefore=${moment}`)).toBe(0);
  expect(await found('taskDeleteReasonLike=compl%25&processDefinitionName=Process%20p')).toBe(1);
  expect(await found('processVariables=kind_eq_visit')).toBe(0);
  expect(await found('processVariables=kind_eq_visit&variableValuesIgnoreCase=true')).toBe(1);
  expect(await found('taskVariables=mine_eq_x')).toBe(1);
  expect(await found('caseDefinitionKey=x')).toBe(0);
  const variables = `/history/variable-instance?taskIdIn=${id}`;
  expect(await client.get(variables)).toMatchObject([{ name: 'mine', taskId: id }]);
  const named = { variableName: 'N', variableValue: 4, variableNamesIgnoreCase: true };
  expect(await client.post('/history/variable-instance/count', named)).toEqual({ count: 1 });
  expect(await client.get('/history/variable-instance/count?variableName=n&variableValue=77')).toEqual({
    count: 0,
  });
});
