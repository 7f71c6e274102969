import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import {
  externalTask,
  processXml,
  sequence,
  userTask,
  waitFor,
  waitForAnswer,
} from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({
    'looks.bpmn': processXml('looks', sequence(userTask('look'))),
    'work.bpmn': processXml('works', sequence(externalTask('work'))),
    'hear.bpmn': processXml('hears', sequence(waitForAnswer('hear'), userTask('heard'))),
    'pause.bpmn': processXml('pauses', sequence(waitFor('pause', 'P1D'))),
  }),
);

/** Two instances of one process, and a choice by history that means the first of them only. */
async function two(key: string): Promise<{ meant: string; other: string; choice: object }> {
  const meant = await engine.client.start(key, {}, 'meant');
  const other = await engine.client.start(key, {}, 'other');
  const historicProcessInstanceQuery = {
    processInstanceIds: [meant, other],
    processInstanceBusinessKey: 'meant',
  };
  return { meant, other, choice: { historicProcessInstanceQuery } };
}

/** Does it in the background until it is done, with one instance, task or job. */
async function inBackground(path: string, body: object): Promise<void> {
  const { id, totalJobs } = await engine.client.post<{ id: string; totalJobs: number }>(path, body);
  expect(totalJobs).toBe(1);
  await eventually(async () => {
    const { count } = await engine.client.get<{ count: number }>(
      `/history/batch/count?batchId=${id}&completed=true`,
    );
    return count === 1;
  });
}

/** What both instances have at a place, the one that was meant first. */
async function both(
  meant: string,
  other: string,
  read: (id: string) => Promise<unknown>,
): Promise<unknown[]> {
  return [await read(meant), await read(other)];
}

const isSuspended = async (id: string) =>
  (await engine.client.get<{ suspended: boolean }>(`/process-instance/${id}`)).suspended;
const stateOf = async (id: string) =>
  (await engine.client.get<{ state: string }>(`/history/process-instance/${id}`)).state;
const countOf = async (path: string) => (await engine.client.get<{ count: number }>(path)).count;

it('suspends instances chosen by their history, at once and in the background', async () => {
  const { meant, other, choice } = await two('looks');
  await engine.client.request('PUT', '/process-instance/suspended', { ...choice, suspended: true });
  expect(await both(meant, other, isSuspended)).toEqual([true, false]);
  await engine.client.request('PUT', '/process-instance/suspended', {
    processInstanceIds: [other],
    suspended: true,
  });
  await inBackground('/process-instance/suspended-async', { ...choice, suspended: false });
  expect(await both(meant, other, isSuspended)).toEqual([false, true]);
});

it('sets variables of instances chosen by their history', async () => {
  const { meant, other, choice } = await two('looks');
  await inBackground('/process-instance/variables-async', { ...choice, variables: { a: { value: 1 } } });
  const variables = (id: string) => engine.client.get(`/process-instance/${id}/variables`);
  expect(await both(meant, other, variables)).toMatchObject([{ a: { value: 1 } }, {}]);
  expect(await variables(other)).toEqual({});
});

it('tells a message to instances chosen by their history', async () => {
  const { meant, other, choice } = await two('hears');
  await inBackground('/process-instance/message-async', { ...choice, messageName: 'Answer' });
  const heard = (id: string) => countOf(`/task/count?processInstanceId=${id}`);
  expect(await both(meant, other, heard)).toEqual([1, 0]);
});

it.each(['/process-instance/delete', '/process-instance/delete-historic-query-based'])(
  'ends instances chosen by their history by %s, and then forgets them',
  async (path) => {
    const { meant, other, choice } = await two('looks');
    await inBackground(path, { ...choice, deleteReason: 'closed' });
    expect(await both(meant, other, stateOf)).toEqual(['EXTERNALLY_TERMINATED', 'ACTIVE']);
    await engine.client.request('DELETE', `/process-instance/${other}`);
    await inBackground('/history/process-instance/delete', { ...choice, deleteReason: 'closed' });
    const known = (id: string) => countOf(`/history/process-instance/count?processInstanceId=${id}`);
    expect(await both(meant, other, known)).toEqual([0, 1]);
  },
);

it.each(['/process-instance/job-retries', '/process-instance/job-retries-historic-query-based'])(
  'gives the jobs of instances chosen by their history new tries by %s',
  async (path) => {
    const { meant, other, choice } = await two('pauses');
    await inBackground(path, { ...choice, retries: 8 });
    const retries = async (id: string) => {
      const [job] = await engine.client.get<{ retries: number }[]>(`/job?processInstanceId=${id}`);
      return job?.retries;
    };
    expect(await both(meant, other, retries)).toEqual([8, 3]);
  },
);

it('gives the external tasks of instances chosen by their history new tries, at once and in the background', async () => {
  const { meant, other, choice } = await two('works');
  const retries = async (id: string) => {
    const [task] = await engine.client.get<{ retries: number | null }[]>(
      `/external-task?processInstanceId=${id}`,
    );
    return task?.retries;
  };
  expect(
    (await engine.client.request('PUT', '/external-task/retries', { ...choice, retries: 4 })).status,
  ).toBe(204);
  expect(await both(meant, other, retries)).toEqual([4, null]);
  await inBackground('/external-task/retries-async', { ...choice, retries: 5 });
  expect(await both(meant, other, retries)).toEqual([5, null]);
});

it.each(['restart', 'restart-async'])(
  'starts instances again that are chosen by their history by %s',
  async (path) => {
    const { meant, other, choice } = await two('looks');
    for (const id of [meant, other]) await engine.client.request('DELETE', `/process-instance/${id}`);
    const { id } = await engine.client.get<{ id: string }>('/process-definition/key/looks');
    const running = (key: string) => countOf(`/process-instance/count?businessKey=${key}`);
    const before = await both('meant', 'other', running);
    const again = { ...choice, instructions: [{ type: 'startBeforeActivity', activityId: 'look' }] };
    if (path === 'restart') await engine.client.post(`/process-definition/${id}/restart`, again);
    else await inBackground(`/process-definition/${id}/restart-async`, again);
    expect(await both('meant', 'other', running)).toEqual([Number(before[0]) + 1, before[1]]);
  },
);
