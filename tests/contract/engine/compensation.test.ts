import { expect, it } from 'vitest';
import {
  association,
  boundaryEvent,
  bpmnFile,
  compensate,
  element,
  endEvent,
  flow,
  startEvent,
  subprocess,
  throwEvent,
  userTask,
} from '../../support/bpmn-text.ts';
import { useEngine } from '../../support/engine-suite.ts';

const booking = [
  startEvent('inner'),
  userTask('book'),
  boundaryEvent('booked', 'book', compensate()),
  userTask('unbook', { isForCompensation: true }),
  association('booked', 'unbook'),
];

const engine = useEngine((client) =>
  client.deploy({
    'cancelled.bpmn': bpmnFile(
      startEvent('start'),
      element(
        'bpmn:transaction',
        { id: 'trip' },
        ...booking,
        endEvent('cancel', {}, '<bpmn:cancelEventDefinition />'),
        flow('inner -> book -> cancel'),
      ),
      boundaryEvent('cancelled', 'trip', '<bpmn:cancelEventDefinition />'),
      flow('start -> trip'),
    ).replace('id="process"', 'id="cancelled-trip"'),
    'undone-again.bpmn': bpmnFile(
      startEvent('start'),
      subprocess(
        'booking',
        {},
        ...booking,
        flow('inner -> book'),
        element(
          'bpmn:subProcess',
          { id: 'undoing', triggeredByEvent: true },
          startEvent('called', {}, compensate()),
          throwEvent('again', {}, compensate()),
          flow('called -> again'),
        ),
      ),
      throwEvent('undo', {}, compensate()),
      flow('start -> booking -> undo'),
    ).replace('id="process"', 'id="undone-again"'),
    'undone.bpmn': bpmnFile(
      startEvent('start'),
      subprocess('booking', {}, ...booking, flow('inner -> book')),
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

it('shows what undoes a cancelled transaction beside the event that cancels it', async () => {
  const { client } = engine;
  const id = await client.start('cancelled-trip');
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await client.post(`/task/${task?.id}/complete`);
  const tree = await client.get<Tree>(`/process-instance/${id}/activity-instances`);
  const [trip] = tree.childActivityInstances;
  expect(trip?.activityId).toBe('trip');
  expect(trip?.childActivityInstances.map(({ activityId }) => activityId).sort()).toEqual([
    'cancel',
    'unbook',
  ]);
});

it('shows what an event subprocess undoes beside it, in the scope both stand in', async () => {
  const { client } = engine;
  const id = await client.start('undone-again');
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await client.post(`/task/${task?.id}/complete`);
  const tree = await client.get<Tree>(`/process-instance/${id}/activity-instances`);
  const scope = tree.childActivityInstances.find(({ activityId }) => activityId === 'booking');
  expect(scope?.childActivityInstances.map(({ activityId }) => activityId).sort()).toEqual([
    'unbook',
    'undoing',
  ]);
});

interface Tree {
  activityId: string;
  childActivityInstances: Tree[];
}
