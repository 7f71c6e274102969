import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask, waitForAnswer } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'waits.bpmn': processXml('waits', sequence(waitForAnswer('wait'), userTask('after'))) }),
);

interface Execution {
  id: string;
  processInstanceId: string;
}

const executions = (query: string) => engine.client.get<Execution[]>(`/execution?${query}`);

it('lists the instance and the activity it stands at, and only while it stands there', async () => {
  // given
  const id = await engine.client.start('waits', {}, 'case-1');
  const [root, waiting] = await executions(`processInstanceId=${id}`);
  expect(root).toMatchObject({ id, processInstanceId: id, ended: false, tenantId: null });
  expect(await executions(`businessKey=case-1&activityId=wait`)).toEqual([waiting]);
  expect(await executions(`processInstanceId=${id}&messageEventSubscriptionName=Answer`)).toEqual([waiting]);
  expect(await executions(`processInstanceId=${id}&signalEventSubscriptionName=Answer`)).toEqual([]);
  expect(await engine.client.get(`/execution/count?processInstanceId=${id}`)).toEqual({ count: 2 });

  // when
  await engine.client.request('POST', '/message', { messageName: 'Answer', processInstanceId: id });

  // then
  expect(await executions(`processInstanceId=${id}&activityId=wait`)).toEqual([]);
  expect(await executions(`processInstanceId=${id}&activityId=after`)).toHaveLength(1);
  expect((await engine.client.request('GET', `/execution/${waiting?.id}`)).status).toBe(404);
});

it('shows one execution and the message it waits for', async () => {
  const id = await engine.client.start('waits');
  const [waiting] = await executions(`processInstanceId=${id}&activityId=wait`);
  expect(await engine.client.get(`/execution/${waiting?.id}`)).toEqual(waiting);
  expect(await engine.client.get(`/execution/${waiting?.id}/messageSubscriptions/Answer`)).toMatchObject({
    eventType: 'message',
    eventName: 'Answer',
    executionId: waiting?.id,
    activityId: 'wait',
  });
  const other = await engine.client.request('GET', `/execution/${waiting?.id}/messageSubscriptions/Other`);
  expect(other.status).toBe(404);
});
