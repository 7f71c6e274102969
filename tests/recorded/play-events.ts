import type { Recorder } from './recorder.ts';

/** Messages, signals and moving tokens by hand. */
export async function playEvents(engine: Recorder): Promise<void> {
  const { id } = await engine.post<{ id: string }>('/process-definition/key/orders/start', {
    businessKey: 'order-3',
    startInstructions: [{ type: 'startBeforeActivity', activityId: 'answer' }],
  });
  await engine.get(`/event-subscription?processInstanceId=${id}`);
  await engine.post('/message', { messageName: 'Nothing' });
  await engine.post('/message', {});
  await engine.post('/message', { messageName: 'Answer', processInstanceId: id, businessKey: 'other' });
  await engine.post('/message', {
    messageName: 'Answer',
    businessKey: 'order-3',
    resultEnabled: true,
    variablesInResultEnabled: true,
    processVariables: { said: { value: 'yes' } },
  });
  const alarmed = await engine.post<{ id: string }>('/process-definition/key/alarmed/start');
  await engine.post('/signal', {});
  await engine.post('/signal', { name: 'Nobody' });
  await engine.post('/signal', { name: 'Alarm', executionId: 'none' });
  await engine.post('/signal', { name: 'Alarm' });
  await engine.get(
    `/history/activity-instance?processInstanceId=${alarmed.id}&sortBy=activityId&sortOrder=asc`,
  );
  const moved = await engine.post<{ id: string }>('/process-definition/key/orders/start');
  const modification = `/process-instance/${moved.id}/modification`;
  await engine.post(modification, { instructions: [{ type: 'startBeforeActivity', activityId: 'none' }] });
  await engine.post(modification, { instructions: [{ type: 'nonsense', activityId: 'check' }] });
  await engine.post(modification, {
    instructions: [
      { type: 'cancel', activityId: 'charge' },
      { type: 'startBeforeActivity', activityId: 'check' },
    ],
  });
  await engine.get(`/process-instance/${moved.id}/activity-instances`);
  await engine.get(`/task?processInstanceId=${moved.id}`);
  const definition = await engine.get<{ id: string }>('/process-definition/key/orders');
  await engine.post('/migration/generate', {
    sourceProcessDefinitionId: definition.id,
    targetProcessDefinitionId: 'none',
  });
  await engine.post('/migration/generate', {
    sourceProcessDefinitionId: definition.id,
    targetProcessDefinitionId: definition.id,
  });
}
