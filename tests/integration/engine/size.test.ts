import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { callActivity, externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

const SUBPROCESSES = 50;
const CALLS = 40;
const WAYS = 1_000;

/** A user task inside of `depth` subprocesses. */
function nested(depth: number): string {
  if (depth === 0) return sequence(userTask('deepest'));
  const inner = nested(depth - 1).replaceAll(/id="(start|end|flow-[^"]*)"/g, `id="$1-${depth}"`);
  const named = inner.replaceAll(/(sourceRef|targetRef)="(start|end)"/g, `$1="$2-${depth}"`);
  return sequence({ id: `level-${depth}`, xml: `<subProcess id="level-${depth}">${named}</subProcess>` });
}

const calls = Object.fromEntries(
  Array.from({ length: CALLS }, (_, index) => {
    const next =
      index + 1 < CALLS ? callActivity('call', `called-${index + 2}`) : externalTask('deepest-work');
    return [`called-${index + 1}.bpmn`, processXml(`called-${index + 1}`, sequence(next))];
  }),
);

const engine = useEngine(
  (client) =>
    client.deploy({
      ...calls,
      'nested.bpmn': processXml('nested', nested(SUBPROCESSES)),
      'many.bpmn': processXml(
        'many',
        sequence(
          {
            id: 'each',
            xml: `<serviceTask id="each" camunda:type="external" camunda:topic="each"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${WAYS}</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>`,
          },
          userTask('after'),
        ),
      ),
      'work.bpmn': processXml('work-only', sequence(externalTask('work'), userTask('look'))),
    }),
  { executor: 'token-core' },
);
const tasksOf = (id: string) => engine.client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);

it('refuses a variable of 5 MB wherever it is sent, names it, and changes nothing', async () => {
  const { client } = engine;
  const id = await client.start('work-only');
  const [work] = await client.fetchAndLock('work', 'w');
  const huge = { value: 'x'.repeat(5_000_000), type: 'String' };
  const variables = { small: { value: 1 }, story: huge };
  const answers = [
    await client.request('POST', '/process-definition/key/work-only/start', { variables }),
    await client.request('POST', `/external-task/${work?.id}/complete`, { workerId: 'w', variables }),
    await client.request('POST', `/external-task/${work?.id}/failure`, {
      workerId: 'w',
      retries: 1,
      variables,
    }),
    await client.request('POST', `/process-instance/${id}/variables`, { modifications: variables }),
    await client.request('PUT', `/process-instance/${id}/variables/story`, huge),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(400);
    expect((body as { message: string }).message).toContain("'story'");
    expect((body as { message: string }).message).toContain('1000000');
  }
  expect(await client.get(`/process-instance/${id}/variables`)).toEqual({});
  expect(await client.get('/process-instance/count?processDefinitionKey=work-only')).toEqual({ count: 1 });
  expect(await client.get(`/external-task/${work?.id}`)).toMatchObject({ workerId: 'w', retries: null });
});

it(`goes through ${SUBPROCESSES} subprocesses in each other`, async () => {
  const id = await engine.client.start('nested', { caseId: 'c-1' });
  const [task] = await tasksOf(id);
  await engine.client.post(`/task/${task?.id}/complete`);
  expect(await engine.client.get(`/history/process-instance/${id}`)).toMatchObject({ state: 'COMPLETED' });
  const levels = `/history/activity-instance/count?processInstanceId=${id}&activityType=subProcess&finished=true`;
  expect(await engine.client.get(levels)).toEqual({ count: SUBPROCESSES });
});

it(`goes through ${CALLS} calls of each other, and brings a result back through all of them`, async () => {
  const { client } = engine;
  const id = await client.start('called-1', { caseId: 'c-1' });
  const [task] = await client.fetchAndLock('deepest-work', 'w');
  expect(task?.variables['caseId']?.value).toBe('c-1');
  await client.post(`/external-task/${task?.id}/complete`, {
    workerId: 'w',
    variables: { found: { value: 3 } },
  });
  expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({ state: 'COMPLETED' });
  expect(
    await client.get(`/history/variable-instance?processInstanceId=${id}&variableName=found`),
  ).toMatchObject([{ value: 3 }]);
});

it(`goes through ${WAYS} parallel instances of a task`, async () => {
  const { client } = engine;
  const id = await client.start('many');
  const tasks = await client.fetchAndLock('each', 'w', { maxTasks: WAYS });
  expect(tasks).toHaveLength(WAYS);
  for (const task of tasks) await client.post(`/external-task/${task.id}/complete`, { workerId: 'w' });
  expect(await tasksOf(id)).toHaveLength(1);
  const each = `/history/activity-instance/count?processInstanceId=${id}&activityId=each&finished=true`;
  expect(await client.get(each)).toEqual({ count: WAYS });
}, 180_000);
