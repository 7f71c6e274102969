import { expect, it } from 'vitest';
import {
  association,
  boundaryEvent,
  bpmnFile,
  compensate,
  flow,
  startEvent,
  subprocess,
  throwEvent,
  userTask,
} from '../../support/bpmn-text.ts';
import { useEngine } from '../../support/engine-suite.ts';

const engine = useEngine((client) =>
  client.deploy({
    'undone.bpmn': bpmnFile(
      startEvent('start'),
      subprocess(
        'booking',
        {},
        startEvent('inner'),
        userTask('book'),
        boundaryEvent('booked', 'book', compensate()),
        userTask('unbook', { isForCompensation: true }),
        flow('inner -> book'),
        association('booked', 'unbook'),
      ),
      throwEvent('undo', {}, compensate()),
      flow('start -> booking -> undo'),
    ),
  }),
);

it('shows a scope that is undone in the tree of activities, and once in the history', async () => {
  // given
  const { client } = engine;
  const id = await client.start('process');
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  // when
  await client.post(`/task/${task?.id}/complete`);
  // then
  expect(await client.get(`/process-instance/${id}/activity-instances`)).toMatchObject({
    childActivityInstances: expect.arrayContaining([
      expect.objectContaining({
        activityId: 'booking',
        childActivityInstances: [expect.objectContaining({ activityId: 'unbook' })],
      }),
    ]) as unknown,
  });
  const history = `/history/activity-instance?processInstanceId=${id}&activityId=booking`;
  expect(await client.get(history)).toMatchObject([{ activityId: 'booking', canceled: false }]);
});
