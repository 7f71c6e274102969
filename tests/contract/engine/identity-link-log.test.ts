import { expect, it } from 'vitest';
import { engineHeaders } from '../../../schemas/config.ts';
import { EngineClient } from '../../support/engine-client.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const credentials = { user: 'njia', password: 'a-password-of-the-engine' };
const suite = useEngine(() => Promise.resolve(), { credentials });
const headers = engineHeaders({ ENGINE_USER: credentials.user, ENGINE_PASSWORD: credentials.password });
const client = () => new EngineClient(suite.url, headers);

interface Entry {
  type: string;
  userId: string | null;
  groupId: string | null;
  operationType: string;
  assignerId: string | null;
}

const brief = ({ operationType, type, userId, groupId }: Entry) =>
  `${operationType} ${type} ${userId ?? groupId}`;

async function startWithTask(key: string, attributes: string): Promise<{ id: string; taskId: string }> {
  await client().deploy({ [`${key}.bpmn`]: processXml(key, sequence(userTask('look', attributes))) });
  const id = await client().start(key);
  const [task] = await client().get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  return { id, taskId: task?.id ?? '' };
}

it('tells who was linked to a task and who was not any more, in order, also when it is over', async () => {
  // given
  const { id, taskId } = await startWithTask('p', 'camunda:assignee="ann" camunda:candidateGroups="a,b"');

  // when
  await client().request('POST', `/task/${taskId}/assignee`, { userId: 'ben' });
  await client().request('POST', `/task/${taskId}/assignee`, { userId: 'ben' });
  await client().request('POST', `/task/${taskId}/identity-links`, { type: 'candidate', userId: 'cas' });
  await client().request('POST', `/task/${taskId}/identity-links`, { type: 'candidate', userId: 'cas' });
  await client().request('POST', `/task/${taskId}/identity-links/delete`, {
    type: 'candidate',
    groupId: 'b',
  });
  await client().request('POST', `/task/${taskId}/identity-links`, { type: 'owner', userId: 'ann' });
  await client().request('POST', `/task/${taskId}/complete`, {});

  // then
  const path = `/history/identity-link-log?taskId=${taskId}`;
  const log = await client().get<Entry[]>(`${path}&sortBy=time&sortOrder=asc`);
  expect(log.map(brief)).toEqual([
    'add assignee ann',
    'add candidate a',
    'add candidate b',
    'delete assignee ann',
    'add assignee ben',
    'add candidate cas',
    'delete candidate b',
    'add owner ann',
  ]);
  expect(log[3]).toMatchObject({
    assignerId: 'njia',
    processDefinitionKey: 'p',
    rootProcessInstanceId: id,
    tenantId: null,
  });
  const only = async (filter: string) => (await client().get<Entry[]>(`${path}&${filter}`)).map(brief);
  expect(await only('userId=cas')).toEqual(['add candidate cas']);
  expect(await only('operationType=delete&type=candidate')).toEqual(['delete candidate b']);
  expect(await only('assignerId=nobody')).toEqual([]);
  expect(await client().get('/history/identity-link-log/count?groupId=b')).toEqual({ count: 2 });
});

it('finds tasks of the past by who was linked to them', async () => {
  const { taskId } = await startWithTask('q', 'camunda:candidateGroups="readers"');
  await client().request('POST', `/task/${taskId}/claim`, { userId: 'dan' });
  await client().request('POST', `/task/${taskId}/complete`, {});
  await client().post('/task/create', { id: 'alone', assignee: 'eve' });
  const ids = async (filter: string) =>
    (await client().get<{ id: string }[]>(`/history/task?${filter}`)).map((task) => task.id);
  expect(await ids('taskInvolvedUser=dan')).toEqual([taskId]);
  expect(await ids('taskHadCandidateUser=dan')).toEqual([]);
  expect(await ids('taskInvolvedGroup=readers')).toEqual([taskId]);
  expect(await ids('taskHadCandidateGroup=readers')).toEqual([taskId]);
  expect(await ids('taskInvolvedUser=eve')).toEqual(['alone']);
  expect(await ids('withCandidateGroups=true')).toContain(taskId);
  expect(await ids('withCandidateGroups=true')).not.toContain('alone');
  expect(await ids('withoutCandidateGroups=true')).toEqual(['alone']);
});

it('says who started an instance', async () => {
  const { id } = await startWithTask('r', '');
  expect(await client().get(`/history/process-instance/${id}`)).toMatchObject({ startUserId: 'njia' });
  const found = await client().get<{ id: string }[]>('/history/process-instance?startedBy=njia');
  expect(found.map((instance) => instance.id)).toContain(id);
  expect(await client().get('/history/process-instance/count?startedBy=other')).toEqual({ count: 0 });
});

it('tells whom listeners gave a task, and from whom they took it', async () => {
  // given: the task goes on to cas when it is given to ben, and to the office when it is changed
  const listen = (event: string, expression: string) =>
    `<camunda:taskListener event="${event}" expression="\${${expression}}" />`;
  const listeners = [
    listen('assignment', "task.assignee == 'ben' ? task.setAssignee('cas') : null"),
    listen('complete', "task.setOwner('office')"),
  ];
  const xml = `<userTask id="look" camunda:assignee="ann"><extensionElements>${listeners.join('')}</extensionElements></userTask>`;
  await client().deploy({ 'listened.bpmn': processXml('listened', sequence({ id: 'look', xml })) });
  const id = await client().start('listened');
  const [task] = await client().get<{ id: string }[]>(`/task?processInstanceId=${id}`);

  // when
  await client().request('POST', `/task/${task?.id}/assignee`, { userId: 'ben' });
  await client().request('POST', `/task/${task?.id}/complete`, {});

  // then
  const path = `/history/identity-link-log?taskId=${task?.id}`;
  const log = await client().get<Entry[]>(`${path}&sortBy=time&sortOrder=asc`);
  expect(log.map(brief)).toEqual([
    'add assignee ann',
    'delete assignee ann',
    'add assignee ben',
    'delete assignee ben',
    'add assignee cas',
    'add owner office',
  ]);
  expect(log.at(-1)).toMatchObject({ assignerId: 'njia', groupId: null });
});
