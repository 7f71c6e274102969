import type { Recorder } from './recorder.ts';

interface Task {
  id: string;
}

/** User tasks: found, claimed, changed, completed. */
export async function playTasks(engine: Recorder): Promise<void> {
  const start = { businessKey: 'alarm-1', variables: { level: { value: 'high' } } };
  const { id } = await engine.post<{ id: string }>('/process-definition/key/alarmed/start', start);
  const [task] = await engine.get<Task[]>(`/task?processInstanceId=${id}`);
  const path = `/task/${task?.id}`;
  await engine.get(path);
  await engine.get('/task/none');
  await engine.get('/task/count?unassigned=true&taskDefinitionKey=todo');
  await engine.get('/task?candidateGroup=nobody');
  await engine.post('/task', {
    processInstanceBusinessKey: 'alarm-1',
    sorting: [{ sortBy: 'created', sortOrder: 'asc' }],
  });
  await engine.post(`${path}/claim`, { userId: 'amina' });
  await engine.post(`${path}/claim`, { userId: 'amina' });
  await engine.post(`${path}/claim`, { userId: 'okello' });
  await engine.post('/task/none/claim', { userId: 'okello' });
  await engine.post(`${path}/unclaim`);
  await engine.post(`${path}/assignee`, { userId: 'okello' });
  await engine.post(`${path}/identity-links`, { groupId: 'officers', type: 'candidate' });
  await engine.get(`${path}/identity-links`);
  await engine.post(`${path}/identity-links/delete`, { groupId: 'officers', type: 'candidate' });
  await engine.post(`${path}/localVariables`, { modifications: { mine: { value: 1 } } });
  await engine.get(`${path}/variables`);
  await engine.get(`${path}/form`);
  await engine.get(`${path}/form-variables`);
  await engine.post(`${path}/bpmnError`, {});
  await engine.post(`${path}/complete`, { variables: { bad: { value: 'x', type: 'Long' } } });
  await engine.post(`${path}/complete`, {
    variables: { outcome: { value: 'done' } },
    withVariablesInReturn: true,
  });
  await engine.post(`${path}/complete`);
  await engine.get(`/history/variable-instance?processInstanceId=${id}&sortBy=variableName&sortOrder=asc`);
  await engine.get(`/history/task?processInstanceId=${id}`);
  const failed = await engine.post<{ id: string }>('/process-definition/key/alarmed/start');
  const [open] = await engine.get<Task[]>(`/task?processInstanceId=${failed.id}`);
  await engine.post(`/task/${open?.id}/bpmnError`, { errorCode: 'NOBODY' });
  await engine.get(`/history/task?processInstanceId=${failed.id}`);
  await engine.get(`/history/process-instance/${failed.id}`);
}
