import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

/** A gateway whose condition names a variable nobody set. */
const brokenGateway = (before: string) =>
  processXml(
    `broken-after-${before}`,
    `<startEvent id="start" />
   ${before === 'start' ? '' : before === 'work' ? externalTask('work').xml : userTask('look').xml}
   <exclusiveGateway id="gate" default="no" /><endEvent id="yes-end" /><endEvent id="no-end" />
   ${
     before === 'start'
       ? '<sequenceFlow id="f1" sourceRef="start" targetRef="gate" />'
       : `<sequenceFlow id="f1" sourceRef="start" targetRef="${before}" /><sequenceFlow id="f2" sourceRef="${before}" targetRef="gate" />`
   }
   <sequenceFlow id="yes" sourceRef="gate" targetRef="yes-end"><conditionExpression xsi:type="tFormalExpression">\${amount &gt; 100}</conditionExpression></sequenceFlow>
   <sequenceFlow id="no" sourceRef="gate" targetRef="no-end" />`,
  );

const engine = useEngine((client) =>
  client.deploy({
    'a.bpmn': brokenGateway('start'),
    'b.bpmn': brokenGateway('work'),
    'c.bpmn': brokenGateway('look'),
    'd.bpmn': processXml('fine', sequence(externalTask('fine-work'))),
  }),
);

it('leaves nothing of an instance whose start fails', async () => {
  const answer = await engine.client.request('POST', '/process-definition/key/broken-after-start/start', {
    businessKey: 'c-1',
    variables: { a: { value: 1 } },
  });
  expect(answer).toMatchObject({ status: 500, body: { type: 'RestException', code: 0 } });
  expect((answer.body as { message: string }).message).toMatch(
    /^Cannot instantiate process definition broken-after-start:1:/,
  );
  expect(await engine.client.get('/process-instance/count')).toEqual({ count: 0 });
  expect(await engine.client.get('/history/process-instance/count')).toEqual({ count: 0 });
  expect(await engine.client.get('/history/variable-instance/count')).toEqual({ count: 0 });
});

it('leaves an external task as it was when what follows fails', async () => {
  const { client } = engine;
  const id = await client.start('broken-after-work');
  const [task] = await client.fetchAndLock('work', 'w');
  const complete = (variables: object) =>
    client.request('POST', `/external-task/${task?.id}/complete`, { workerId: 'w', variables });

  expect(await complete({ b: { value: 1 } })).toMatchObject({
    status: 500,
    body: { type: 'ProcessEngineException', code: 0 },
  });
  expect(await client.get(`/external-task/${task?.id}`)).toMatchObject({ workerId: 'w', retries: null });
  expect(await client.get(`/process-instance/${id}/variables`)).toEqual({});

  expect((await complete({ amount: { value: 200 } })).status).toBe(204);
  expect(
    await client.get(`/history/activity-instance?processInstanceId=${id}&activityId=yes-end`),
  ).toHaveLength(1);
});

it('leaves a user task open when what follows fails', async () => {
  const { client } = engine;
  const id = await client.start('broken-after-look');
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  const answer = await client.request('POST', `/task/${task?.id}/complete`, {});
  expect(answer).toMatchObject({ status: 500, body: { type: 'RestException', code: 0 } });
  expect(await client.get(`/task/${task?.id}`)).toMatchObject({ id: task?.id });
  expect(await client.get(`/history/task?taskId=${task?.id}`)).toMatchObject([{ endTime: null }]);
});
