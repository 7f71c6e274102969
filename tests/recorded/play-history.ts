import type { Recorder } from './recorder.ts';

/** What is told of an instance after its end. */
export async function playHistory(engine: Recorder): Promise<void> {
  const { id } = await engine.post<{ id: string }>('/process-definition/key/alarmed/start', {
    businessKey: 'alarm-9',
    variables: { level: { value: 'low' }, count: { value: 1 } },
  });
  const [task] = await engine.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await engine.post(`/task/${task?.id}/assignee`, { userId: 'amina' });
  await engine.put(`/process-instance/${id}/variables/count`, { value: 2 });
  await engine.post(`/task/${task?.id}/complete`, { variables: { outcome: { value: 'done' } } });
  await engine.get(`/history/process-instance/${id}`);
  await engine.get('/history/process-instance/none');
  await engine.get('/history/process-instance?processInstanceBusinessKey=alarm-9&finished=true');
  await engine.get('/history/process-instance/count?completed=true&processDefinitionKey=alarmed');
  await engine.get(`/history/activity-instance?processInstanceId=${id}&sortBy=activityId&sortOrder=asc`);
  await engine.get('/history/activity-instance/none');
  await engine.get(`/history/task?processInstanceId=${id}`);
  await engine.get(`/history/incident?processInstanceId=${id}`);
  await engine.get(`/history/variable-instance?processInstanceId=${id}&sortBy=variableName&sortOrder=asc`);
  const details = await engine.get<{ id: string }[]>(
    `/history/detail?processInstanceId=${id}&variableNameLike=count&sortBy=variableRevision&sortOrder=asc`,
  );
  await engine.get(`/history/detail/${details[0]?.id}`);
  await engine.get('/history/detail/none');
  await engine.get(`/history/detail/count?processInstanceId=${id}`);
  await engine.get('/history/variable-instance/none');
  await engine.ask('DELETE', '/history/variable-instance/none');
  await engine.ask('DELETE', '/history/process-instance/none/variable-instances');
  await engine.get('/history/process-instance/report');
  await engine.get(
    '/history/process-instance/report?reportType=duration&periodUnit=month&startedBefore=2001-01-01T00:00:00.000%2B0000',
  );
  await engine.get('/history/task/report?reportType=count&groupBy=x');
  const definition = await engine.get<{ id: string }>('/process-definition/key/alarmed');
  await engine.get(`/history/process-definition/${definition.id}/statistics?canceled=true&finished=true`);
  await engine.ask('DELETE', `/history/process-instance/${id}`);
  await engine.ask('DELETE', `/history/process-instance/${id}`);
  await engine.ask('DELETE', `/history/process-instance/${id}?failIfNotExists=false`);
}
