import { expect, it } from 'vitest';
import { engineHeaders } from '../../../schemas/config.ts';
import { EngineClient } from '../../support/engine-client.ts';
import { dmnXml } from '../../support/dmn-table.ts';
import { useEngine } from '../../support/engine-suite.ts';
import {
  externalTask,
  processXml,
  sequence,
  userTask,
  waitFor,
  waitForAnswer,
} from '../../support/small-process.ts';

const credentials = { user: 'njia', password: 'a-password-of-the-engine' };
const headers = engineHeaders({ ENGINE_USER: credentials.user, ENGINE_PASSWORD: credentials.password });
const suite = useEngine(() => Promise.resolve(), { credentials });
const open = useEngine();
const client = () => new EngineClient(suite.url, headers);

interface Entry {
  operationId: string;
  operationType: string;
  entityType: string;
  category: string;
  property: string | null;
  orgValue: string | null;
  newValue: string | null;
  annotation: string | null;
  processDefinitionId: string | null;
}

const entries = (filter: string) =>
  client().get<Entry[]>(`/history/user-operation?${filter}&sortBy=timestamp&sortOrder=asc`);
const brief = ({ operationType, entityType, property, orgValue, newValue }: Entry) =>
  `${operationType} ${entityType} ${property}: ${orgValue} > ${newValue}`;

async function start(key: string, ...elements: { id: string; xml: string }[]): Promise<string> {
  await client().deploy({ [`${key}.bpmn`]: processXml(key, sequence(...elements)) });
  return client().start(key);
}

it('notes what somebody did with a task and around it, in order', async () => {
  // given
  const id = await start('p', userTask('look'));
  const [task] = await client().get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  const path = `/task/${task?.id}`;

  // when
  await client().request('POST', `${path}/claim`, { userId: 'ann' });
  await client().request('POST', `${path}/claim`, { userId: 'ann' });
  await client().request('POST', `${path}/identity-links`, { type: 'candidate', groupId: 'b' });
  await client().request('PUT', `${path}/variables/secret`, { value: 'not to be told', type: 'String' });
  await client().request('PUT', `/process-instance/${id}/suspended`, { suspended: true });
  await client().request('PUT', `/process-instance/${id}/suspended`, { suspended: false });
  await client().request('POST', `${path}/complete`, {});

  // then
  const log = await entries(`processInstanceId=${id}`);
  expect(log.map(brief)).toEqual([
    'Create ProcessInstance null: null > null',
    'Claim Task assignee: null > ann',
    'AddGroupLink IdentityLink candidate: null > b',
    'SetVariable Variable null: null > null',
    'Suspend ProcessInstance suspensionState: null > suspended',
    'Activate ProcessInstance suspensionState: null > active',
    'Complete Task delete: false > true',
  ]);
  expect(JSON.stringify(log)).not.toContain('not to be told');
  expect(log[1]).toMatchObject({
    userId: 'njia',
    category: 'TaskWorker',
    processDefinitionKey: 'p',
    processInstanceId: id,
    rootProcessInstanceId: id,
    taskId: task?.id,
  });
  expect(log[0]).toMatchObject({ category: 'Operator', taskId: null });
  const types = async (filter: string) =>
    (await entries(`processInstanceId=${id}&${filter}`)).map(({ operationType }) => operationType);
  const byWorker = ['Claim', 'AddGroupLink', 'SetVariable', 'Complete'];
  expect(await types('category=TaskWorker')).toEqual(byWorker);
  expect(await types('category=Operator')).toEqual(['Create', 'Suspend', 'Activate']);
  expect(await types('categoryIn=TaskWorker,Admin')).toEqual(byWorker);
  expect(await types('categoryIn=Operator,TaskWorker')).toHaveLength(7);
  expect(await types('category=Admin')).toEqual([]);
  expect(await client().get(`/history/user-operation/count?taskId=${task?.id}&entityTypeIn=Task`)).toEqual({
    count: 2,
  });
});

it('notes what an operator did with jobs, tasks of workers, definitions and deployments', async () => {
  // given
  const id = await start('q', externalTask('work'), waitFor('pause', 'P1D'));
  const [work] = await client().get<{ id: string }[]>(`/external-task?processInstanceId=${id}`);
  await client().request('PUT', `/external-task/${work?.id}/priority`, { priority: 7 });
  await client().fetchAndLock('work');
  await client().request('POST', `/external-task/${work?.id}/complete`, { workerId: 'worker' });
  const [job] = await client().get<{ id: string; processDefinitionId: string }[]>(
    `/job?processInstanceId=${id}`,
  );

  // when
  await client().request('PUT', `/job/${job?.id}/retries`, { retries: 5 });
  await client().request('PUT', `/job/${job?.id}/priority`, { priority: 3 });
  await client().request('PUT', `/process-definition/${job?.processDefinitionId}/suspended`, {
    suspended: true,
  });
  await client().request('DELETE', `/process-instance/${id}`);

  // then: what workers do is not noted
  expect((await entries(`processInstanceId=${id}`)).map(brief)).toEqual([
    'Create ProcessInstance null: null > null',
    'SetPriority ExternalTask priority: 0 > 7',
    'SetJobRetries Job retries: 3 > 5',
    'SetPriority Job priority: 0 > 3',
    'Delete ProcessInstance null: null > null',
  ]);
  const ofDefinition = await entries('processDefinitionKey=q&operationType=SuspendProcessDefinition');
  expect(ofDefinition.map(brief)).toEqual([
    'SuspendProcessDefinition ProcessDefinition suspensionState: null > suspended',
    'SuspendProcessDefinition ProcessDefinition includeProcessInstances: null > false',
  ]);
  expect(ofDefinition[0]?.operationId).toBe(ofDefinition[1]?.operationId);
  const deployed = await entries('entityType=Deployment');
  expect(deployed.length).toBeGreaterThan(0);
  expect(deployed[0]).toMatchObject({ operationType: 'Create', property: 'duplicateFilterEnabled' });
});

it('keeps notes beside what somebody did', async () => {
  const id = await start('r', userTask('look'));
  const [{ operationId } = { operationId: '' }] = await entries(`processInstanceId=${id}`);
  const path = `/history/user-operation/${operationId}`;
  expect((await client().request('PUT', `${path}/set-annotation`, { annotation: 'by phone' })).status).toBe(
    204,
  );
  expect(await entries(`operationId=${operationId}`)).toMatchObject([{ annotation: 'by phone' }]);
  expect((await client().request('PUT', `${path}/clear-annotation`)).status).toBe(204);
  expect(await entries(`operationId=${operationId}`)).toMatchObject([{ annotation: null }]);
  expect((await entries('entityType=OperationLog')).map((entry) => entry.operationType)).toEqual([
    'SetAnnotation',
    'ClearAnnotation',
  ]);
  expect(await client().request('PUT', '/history/user-operation/none/clear-annotation')).toMatchObject({
    status: 400,
    body: { type: 'BadUserRequestException', message: 'operation is null' },
  });
});

it('notes a message for all whom it reaches, and none for exactly one', async () => {
  // given
  const ids = [await start('m', waitForAnswer('hear')), await client().start('m'), await client().start('m')];
  const correlate = (body: object) => client().post('/message', { messageName: 'Answer', ...body });

  // when
  await correlate({ processInstanceId: ids[0] });
  await correlate({ all: true, processVariables: { a: { value: 1 }, b: { value: 2 } } });
  await correlate({ all: true });

  // then
  const log = await entries('operationType=CorrelateMessage');
  expect(log.map(brief)).toEqual([
    'CorrelateMessage ProcessInstance messageName: null > Answer',
    'CorrelateMessage ProcessInstance nrOfVariables: null > 2',
    'CorrelateMessage ProcessInstance nrOfInstances: null > 2',
  ]);
  expect(log[0]).toMatchObject({ processInstanceId: null, processDefinitionId: null });
});

it('notes the instance that a message for all started', async () => {
  const begin =
    '<startEvent id="begin"><messageEventDefinition id="m" messageRef="message-begin" /></startEvent>';
  const rest = '<endEvent id="done" /><sequenceFlow id="f" sourceRef="begin" targetRef="done" />';
  await client().deploy({ 'n.bpmn': processXml('n', begin + rest) });
  const [result] = await client().post<{ processInstance: { id: string } }[]>('/message', {
    messageName: 'Begin',
    all: true,
    resultEnabled: true,
  });
  const { id } = result?.processInstance ?? {};
  expect(await entries(`processInstanceId=${id}&operationType=CorrelateMessage`)).toMatchObject([
    { property: 'messageName', newValue: 'Begin', processDefinitionKey: 'n' },
    { property: 'processInstanceId', newValue: id },
  ]);
});

it('notes that a task of a worker was given back by somebody else', async () => {
  const id = await start('u', externalTask('unlocked'));
  const [task] = await client().fetchAndLock('unlocked');
  await client().request('POST', `/external-task/${task?.id}/unlock`);
  const log = await entries(`processInstanceId=${id}&entityType=ExternalTask`);
  expect(log.map(brief)).toEqual(['Unlock ExternalTask null: null > null']);
  expect(log[0]).toMatchObject({ externalTaskId: task?.id, executionId: task?.executionId });
});

it('notes what was done to several instances, at once and in the background, with their definition', async () => {
  // given
  const ids = [await start('v', userTask('look')), await client().start('v')];
  const [old] = await client().get<{ id: string }[]>('/process-definition?key=v&latestVersion=true');
  await client().deploy({ 'v.bpmn': processXml('v', sequence(userTask('look'), userTask('again'))) });
  const [young] = await client().get<{ id: string }[]>('/process-definition?key=v&latestVersion=true');
  const variables = { code: { value: 'x', type: 'String' } };
  const migrationPlan = {
    sourceProcessDefinitionId: old?.id,
    targetProcessDefinitionId: young?.id,
    instructions: [{ sourceActivityIds: ['look'], targetActivityIds: ['look'] }],
  };
  const instructions = [{ type: 'startBeforeActivity', activityId: 'look' }];
  const done = async (path: string, body: object) => {
    await client().post(path, body);
    const log = await entries('entityType=ProcessInstance&category=Operator');
    const operationId = log.at(-1)?.operationId;
    const last = log.filter((entry) => entry.operationId === operationId);
    expect(new Set(last.map(({ processDefinitionId }) => processDefinitionId))).toHaveLength(1);
    return [last[0]?.processDefinitionId, ...last.map(brief).toSorted()];
  };

  // then
  expect(
    await done('/migration/execute', {
      migrationPlan: { ...migrationPlan, variables },
      processInstanceIds: ids,
    }),
  ).toEqual([
    old?.id,
    'Migrate ProcessInstance async: null > false',
    'Migrate ProcessInstance nrOfInstances: null > 2',
    'Migrate ProcessInstance nrOfSetVariables: null > 1',
    `Migrate ProcessInstance processDefinitionId: ${old?.id} > ${young?.id}`,
  ]);
  expect(
    await done('/modification/execute', {
      processDefinitionId: young?.id,
      processInstanceIds: ids,
      instructions,
    }),
  ).toEqual([
    young?.id,
    'ModifyProcessInstance ProcessInstance async: null > false',
    'ModifyProcessInstance ProcessInstance nrOfInstances: null > 2',
  ]);
  for (const id of ids) await client().request('DELETE', `/process-instance/${id}`);
  expect(
    await done(`/process-definition/${young?.id}/restart`, { processInstanceIds: ids, instructions }),
  ).toEqual([
    young?.id,
    'RestartProcessInstance ProcessInstance async: null > false',
    'RestartProcessInstance ProcessInstance nrOfInstances: null > 2',
  ]);
  expect(
    await done(`/process-definition/${young?.id}/restart-async`, { processInstanceIds: ids, instructions }),
  ).toEqual([
    young?.id,
    'RestartProcessInstance ProcessInstance async: null > true',
    'RestartProcessInstance ProcessInstance nrOfInstances: null > 2',
  ]);
});

it('notes new tries for several tasks of workers once, with how many they are', async () => {
  const id = await start('x', externalTask('tried'));
  await client().start('x');
  const [definition] = await client().get<{ id: string }[]>('/process-definition?key=x');
  const choice = { historicProcessInstanceQuery: { processDefinitionId: definition?.id }, retries: 4 };
  expect((await client().request('PUT', '/external-task/retries', choice)).status).toBe(204);
  await client().post('/external-task/retries-async', choice);
  const log = await entries('entityType=ExternalTask&operationType=SetExternalTaskRetries');
  const what = (isAsync: boolean) => [
    `SetExternalTaskRetries ExternalTask async: null > ${isAsync}`,
    'SetExternalTaskRetries ExternalTask nrOfInstances: null > 2',
    'SetExternalTaskRetries ExternalTask retries: null > 4',
  ];
  expect(log.slice(0, 3).map(brief).toSorted()).toEqual(what(false));
  expect(log.slice(3).map(brief).toSorted()).toEqual(what(true));
  expect(log[0]).toMatchObject({ processInstanceId: null, externalTaskId: null, category: 'Operator' });
  expect(await client().get(`/external-task?processInstanceId=${id}`)).toMatchObject([{ retries: 4 }]);
});

it('notes that a decision was evaluated on request', async () => {
  const rules = [['r1', '-', '"b"']];
  const level = dmnXml({ id: 'level', hitPolicy: 'FIRST', inputs: [['a', 'string']], outputs: ['b'], rules });
  await client().deploy({ 'level.dmn': level });
  const { id } = await client().get<{ id: string }>('/decision-definition/key/level');
  await client().post('/decision-definition/key/level/evaluate', { variables: { a: { value: 'x' } } });
  const log = await entries('operationType=Evaluate');
  expect(log.map(brief).toSorted()).toEqual([
    `Evaluate DecisionDefinition decisionDefinitionId: null > ${id}`,
    'Evaluate DecisionDefinition decisionDefinitionKey: null > level',
  ]);
  expect(log[0]).toMatchObject({ category: 'Operator', processDefinitionId: null });
});

it('notes that a batch was removed from the history', async () => {
  const id = await start('y', userTask('look'));
  const batch = await client().post<{ id: string }>('/process-instance/delete', { processInstanceIds: [id] });
  expect(await client().get(`/history/batch?batchId=${batch.id}`)).toMatchObject([{ createUserId: 'njia' }]);
  for (const list of ['/batch', '/batch/statistics']) {
    const filter = `${list}?batchId=${batch.id}&createdBy`;
    expect(await client().get(`${filter}=njia`)).toMatchObject([{ id: batch.id }]);
    expect(await client().get(`${filter}=ann`)).toEqual([]);
  }
  await client().request('DELETE', `/batch/${batch.id}`);
  expect((await client().request('DELETE', `/history/batch/${batch.id}`)).status).toBe(204);
  const log = await entries('operationType=DeleteHistory&entityType=Batch');
  expect(log.map(brief)).toEqual(['DeleteHistory Batch null: null > null']);
  expect(log[0]).toMatchObject({ batchId: batch.id, category: 'Operator' });
});

it('notes that variables of the history were removed, with the name of a single one and no value', async () => {
  // given
  const id = await start('w', userTask('look'));
  await client().request('PUT', `/process-instance/${id}/variables/code`, { value: 'not to be told' });
  const [variable] = await client().get<{ id: string }[]>(
    `/history/variable-instance?processInstanceId=${id}`,
  );

  // when
  await client().request('DELETE', `/history/variable-instance/${variable?.id}`);
  await client().request('DELETE', `/process-instance/${id}`);
  await client().request('DELETE', `/history/process-instance/${id}/variable-instances`);

  // then
  const log = await entries(`processInstanceId=${id}&operationType=DeleteHistory`);
  expect(log.map(brief)).toEqual([
    'DeleteHistory Variable name: null > code',
    'DeleteHistory Variable null: null > null',
  ]);
  expect(log[0]).toMatchObject({ executionId: id, processDefinitionKey: 'w', category: 'Operator' });
  expect(JSON.stringify(log)).not.toContain('not to be told');
});

it('goes with the history of the instance', async () => {
  const id = await start('s', userTask('look'));
  await client().request('DELETE', `/process-instance/${id}`);
  await client().request('DELETE', `/history/process-instance/${id}`);
  expect(await entries(`processInstanceId=${id}`)).toEqual([]);
  expect((await entries('operationType=DeleteHistory')).length).toBeGreaterThan(0);
});

it('notes nothing where nobody has to say who they are', async () => {
  await open.client.deploy({ 't.bpmn': processXml('t', sequence(userTask('look'))) });
  await open.client.start('t');
  expect(await open.client.get('/history/user-operation')).toEqual([]);
});
