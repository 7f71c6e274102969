import { describe, expect, it } from 'vitest';
import { createEngineClient } from '../../../directus-extensions/njia/src/engine/engine-client.ts';
import {
  allOpenTasks,
  tasksCreatedAfter,
} from '../../../directus-extensions/njia/src/projector/engine-tasks.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

async function taskOfProcess(): Promise<{ id: string; processInstanceId: string }> {
  const processInstanceId = await engine.client.start('p');
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${processInstanceId}`);
  if (!task) throw new Error('no task');
  return { id: task.id, processInstanceId };
}

const create = (task: object) => engine.client.request('POST', '/task/create', task);
const idsOf = async (path: string) =>
  (await engine.client.get<{ id: string }[]>(path)).map(({ id }) => id).sort();

describe('a task without a process', () => {
  it('is made, shown, changed, worked on and remembered', async () => {
    // given
    const { client } = engine;
    const due = '2030-01-15T10:30:00.000+0000';
    const task = { id: 'call-back', name: 'Call back', owner: 'ann', priority: 60, due, tenantId: 'north' };

    // when
    expect((await create(task)).status).toBe(204);

    // then
    const nowhere = { processInstanceId: null, executionId: null, taskDefinitionKey: null, suspended: false };
    expect(await client.get('/task/call-back')).toMatchObject({ ...task, ...nowhere, assignee: null });
    expect(await idsOf('/task?tenantIdIn=north&active=true')).toEqual(['call-back']);
    expect(await idsOf('/task?name=Call%20back&withoutTenantId=true')).toEqual([]);

    // when
    await client.post('/task/call-back/claim', { userId: 'bob' });
    await client.post('/task/call-back/identity-links', { type: 'candidate', groupId: 'officers' });
    await client.request('PUT', '/task/call-back/variables/reached', { value: false });

    // then
    expect(await client.get('/task/call-back/identity-links')).toHaveLength(3);
    expect(await client.get('/task/call-back/localVariables')).toMatchObject({ reached: { value: false } });
    expect(await client.get('/task/call-back/form-variables')).toMatchObject({ reached: { value: false } });

    // when
    const form = { variables: { reached: { value: true } }, withVariablesInReturn: true };
    expect(await client.post('/task/call-back/submit-form', form)).toMatchObject({
      reached: { value: true },
    });

    // then
    expect((await client.request('GET', '/task/call-back')).status).toBe(404);
    expect(await client.get('/history/task?taskId=call-back&tenantIdIn=north')).toMatchObject([
      { assignee: 'bob', owner: 'ann', deleteReason: 'completed', taskState: 'Completed', due },
    ]);
    expect(await create(task)).toMatchObject({ status: 400, body: { type: 'InvalidRequestException' } });
  });

  it('keeps variables until they are removed', async () => {
    const { client } = engine;
    await create({ id: 'noted' });
    const modifications = { a: { value: 'one' }, b: { value: '2026-01-15T10:30:00.000+0000', type: 'Date' } };
    await client.post('/task/noted/localVariables', { modifications });
    await client.post('/task/noted/variables', { modifications: { a: { value: 2 } }, deletions: ['b'] });
    expect(await client.get('/task/noted/variables')).toEqual({
      a: { type: 'Integer', value: 2, valueInfo: {} },
    });
    expect((await client.request('GET', '/task/noted/variables/b')).status).toBe(404);
    const wrong = { value: 'x', type: 'Integer' };
    expect((await client.request('PUT', '/task/noted/variables/a', wrong)).status).toBe(400);
  });

  it('can be deleted; a task of a process cannot, and one that is not there need not', async () => {
    const { client } = engine;
    await create({ id: 'in-vain' });
    const remove = (id: string) => client.request('DELETE', `/task/${id}`);
    expect((await remove('in-vain')).status).toBe(204);
    expect((await remove('in-vain')).status).toBe(204);
    expect(await client.get('/history/task?taskId=in-vain')).toMatchObject([
      { deleteReason: 'deleted', taskState: 'Deleted' },
    ]);
    expect(await remove((await taskOfProcess()).id)).toMatchObject({
      status: 500,
      body: {
        type: 'ProcessEngineException',
        message: 'The task cannot be deleted because is part of a running process',
      },
    });
  });

  it('is made once and ended once, however many try at the same time', async () => {
    // given
    const { client } = engine;
    const atOnce = async (send: () => Promise<{ status: number }>) =>
      (await Promise.all(Array.from({ length: 6 }, send))).map(({ status }) => status).sort();

    // then
    const once = [204, 400, 400, 400, 400, 400];
    expect(await atOnce(() => create({ id: 'raced' }))).toEqual(once);
    const submit = () => client.request('POST', '/task/raced/submit-form', {});
    expect(await atOnce(submit)).toEqual(once.map((status) => (status === 400 ? 500 : status)));
    expect(await client.get('/history/task/count?taskId=raced&finished=true')).toEqual({ count: 1 });
  });

  it('can neither raise errors nor escalate', async () => {
    await create({ id: 'alone' });
    for (const [what, code] of [
      ['bpmnError', 'errorCode'],
      ['bpmnEscalation', 'escalationCode'],
    ] as const) {
      expect(await engine.client.request('POST', `/task/alone/${what}`, { [code]: 'X' })).toMatchObject({
        status: 400,
        body: { message: "Task with id 'alone' does not belong to a running process instance." },
      });
    }
  });

  it('is refused with fields that are none', async () => {
    for (const wrong of [{ priority: 'high' }, { due: 'tomorrow' }, { id: '' }, { parentTaskId: 'none' }]) {
      expect(await create(wrong)).toMatchObject({ status: 400, body: { type: 'InvalidRequestException' } });
    }
    await create({ id: 'kept' });
    expect(await engine.client.request('PUT', '/task/kept', { parentTaskId: 'none' })).toMatchObject({
      status: 400,
    });
  });
});

describe('a part of a task', () => {
  it('ends with the task of a process, as that did', async () => {
    // given
    const { client } = engine;
    const [completed, cancelled] = [await taskOfProcess(), await taskOfProcess()];
    for (const [id, parentTaskId] of [
      ['part-1', completed.id],
      ['part-2', 'part-1'],
      ['part-3', cancelled.id],
    ]) {
      expect((await create({ id, parentTaskId })).status).toBe(204);
    }
    expect(await idsOf(`/task?parentTaskId=${completed.id}`)).toEqual(['part-1']);

    // when
    await client.post(`/task/${completed.id}/complete`);
    await client.request('DELETE', `/process-instance/${cancelled.processInstanceId}`);

    // then
    expect(await client.get('/task?taskIdIn=part-1,part-2,part-3')).toEqual([]);
    const reason = async (id: string) =>
      (await client.get<{ deleteReason: string; endTime: string }[]>(`/history/task?taskId=${id}`))[0];
    expect(await reason('part-1')).toMatchObject({ deleteReason: 'completed', parentTaskId: completed.id });
    expect(await reason('part-2')).toMatchObject({ deleteReason: 'completed', parentTaskId: 'part-1' });
    expect(await reason('part-3')).toMatchObject({ deleteReason: 'deleted' });
    expect((await reason('part-2'))?.endTime).toEqual(expect.any(String));
    expect(await client.get('/history/task?taskParentTaskId=part-1')).toHaveLength(1);
  });

  it('belongs to the tenant of the whole', async () => {
    await create({ id: 'whole', tenantId: 'north' });
    expect((await create({ id: 'part', parentTaskId: 'whole' })).status).toBe(204);
    expect(await engine.client.get('/task/part')).toMatchObject({ tenantId: 'north', parentTaskId: 'whole' });
    expect(await create({ parentTaskId: 'whole', tenantId: 'south' })).toMatchObject({ status: 400 });
  });
});

it('leaves tasks without a process out of what an inbox of cases sees', async () => {
  const created = new Date(Date.now() - 60_000);
  await create({ id: 'not-a-case' });
  const { id } = await taskOfProcess();
  const client = createEngineClient(engine.url);
  for (const seen of [await tasksCreatedAfter(client, created), await allOpenTasks(client)]) {
    expect(seen.map((task) => task.id)).toContain(id);
    expect(seen.every((task) => typeof task.processInstanceId === 'string')).toBe(true);
  }
});
