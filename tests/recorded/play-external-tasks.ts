import type { Recorder } from './recorder.ts';

interface Task {
  id: string;
}

const worker = { workerId: 'w' };

/** External tasks: fetched, locked, failed, completed. */
export async function playExternalTasks(engine: Recorder): Promise<void> {
  const { id } = await engine.post<{ id: string }>('/process-definition/key/orders/start', {
    businessKey: 'order-2',
    variables: { amount: { value: 3 } },
  });
  const [task] = await engine.get<Task[]>(`/external-task?processInstanceId=${id}`);
  const path = `/external-task/${task?.id}`;
  await engine.get(path);
  await engine.get('/external-task/none');
  await engine.post(`${path}/complete`, worker);
  const topics = [{ topicName: 'charge', lockDuration: 60_000 }];
  await engine.post('/external-task/fetchAndLock', { ...worker, maxTasks: 1, topics });
  await engine.post('/external-task/fetchAndLock', { maxTasks: 1, topics });
  await engine.post('/external-task/fetchAndLock', {
    ...worker,
    maxTasks: 1,
    topics,
    asyncResponseTimeout: 9_999_999,
  });
  await engine.post('/external-task/fetchAndLock', {
    ...worker,
    maxTasks: 1,
    topics: [{ topicName: 'charge', lockDuration: 0 }],
  });
  await engine.get('/external-task/count?locked=true');
  await engine.get('/external-task/topic-names');
  await engine.post(`${path}/complete`, { workerId: 'other' });
  await engine.post(`${path}/failure`, { workerId: 'other', errorMessage: 'no' });
  await engine.post(`${path}/extendLock`, { ...worker, newDuration: 90_000 });
  await engine.post(`${path}/extendLock`, { ...worker, newDuration: 0 });
  await engine.post(`${path}/failure`, {
    ...worker,
    errorMessage: 'no money',
    errorDetails: 'the card is empty',
    retries: 0,
    retryTimeout: 0,
  });
  await engine.get(path);
  await engine.get(`${path}/errorDetails`);
  await engine.get(`/incident?processInstanceId=${id}`);
  await engine.put(`${path}/retries`, { retries: -1 });
  await engine.put(`${path}/retries`, {});
  await engine.put(`${path}/retries`, { retries: 2 });
  await engine.get(`/incident?processInstanceId=${id}`);
  await engine.put(`${path}/priority`, { priority: 70 });
  await engine.post(`${path}/unlock`);
  await engine.post(`${path}/lock`, { ...worker, lockDuration: 60_000 });
  await engine.post(`${path}/bpmnError`, worker);
  await engine.post(`${path}/complete`, { ...worker, variables: { paid: { value: true } } });
  await engine.post('/external-task/none/complete', worker);
  await engine.post('/external-task/none/complete', {});
  await engine.get(`/task?processInstanceId=${id}`);
  const definition = await engine.get<Task>('/process-definition/key/orders');
  await engine.get(`/process-definition/${definition.id}/statistics?incidents=true&failedJobs=true`);
  const log = await engine.get<{ id: string; failureLog: boolean }[]>(
    `/history/external-task-log?processInstanceId=${id}&sortBy=timestamp&sortOrder=asc`,
  );
  const failure = log.find(({ failureLog }) => failureLog);
  await engine.get(`/history/external-task-log/${failure?.id}`);
  await engine.get(`/history/external-task-log/${failure?.id}/error-details`);
  await engine.get('/history/external-task-log/none/error-details');
}
