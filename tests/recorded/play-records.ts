import type { Recorder } from './recorder.ts';

interface Row {
  id: string;
  executionId: string;
}

const LATER = '2100-01-01T00:00:00.000+0000';

/** What is kept beside work: who was linked to tasks, files, incidents by hand, plans, counts. */
export async function playRecords(engine: Recorder): Promise<void> {
  const { id } = await engine.post<{ id: string }>('/process-definition/key/alarmed/start');
  const [task] = await engine.get<Row[]>(`/task?processInstanceId=${id}`);
  await playLinks(engine, task?.id);
  await playAttachments(engine, task?.id);
  await playIncidents(engine, task?.executionId);
  await playOwnVariables(engine);
  await playPlans(engine);
  await playCounts(engine);
  await engine.ask('DELETE', `/process-instance/${id}`);
}

async function playLinks(engine: Recorder, taskId: string | undefined): Promise<void> {
  const path = `/task/${taskId}`;
  await engine.post(`${path}/assignee`, { userId: 'amina' });
  await engine.post(`${path}/assignee`, { userId: 'okello' });
  await engine.post(`${path}/identity-links`, { groupId: 'keepers', type: 'candidate' });
  await engine.post(`${path}/identity-links`, { userId: 'nalwanga', type: 'owner' });
  await engine.post(`${path}/identity-links/delete`, { groupId: 'keepers', type: 'candidate' });
  await engine.get(`/history/identity-link-log?taskId=${taskId}`);
  await engine.get(`/history/identity-link-log/count?taskId=${taskId}&operationType=delete`);
  await engine.get('/history/identity-link-log?sortBy=time');
  for (const filter of [
    'taskInvolvedUser=okello',
    'taskInvolvedGroup=keepers',
    'taskHadCandidateUser=okello',
    'taskHadCandidateGroup=keepers',
    'withCandidateGroups=true',
    'withoutCandidateGroups=true',
  ]) {
    await engine.get(`/history/task/count?taskId=${taskId}&${filter}`);
  }
  await engine.get('/history/user-operation');
  await engine.get('/history/user-operation/count?entityType=Task');
  await engine.put('/history/user-operation/none/set-annotation', { annotation: 'by phone' });
  await engine.put('/history/user-operation/none/clear-annotation', {});
}

async function playAttachments(engine: Recorder, taskId: string | undefined): Promise<void> {
  const path = `/task/${taskId}/attachment`;
  await engine.get(path);
  await engine.get('/task/none/attachment');
  await engine.sendForm(`${path}/create`, { 'attachment-name': 'Nothing' });
  await engine.sendForm('/task/none/attachment/create', { url: 'https://files.example/1' });
  const made = await engine.sendForm<Row>(`${path}/create`, {
    'attachment-name': 'Letter',
    'attachment-description': 'Of the court',
    'attachment-type': 'letter',
    url: 'https://files.example/1',
  });
  await engine.get(path);
  await engine.get(`${path}/${made.id}`);
  await engine.get(`${path}/none`);
  await engine.get(`${path}/${made.id}/data`);
  await engine.ask('DELETE', `${path}/${made.id}`);
  await engine.ask('DELETE', `${path}/${made.id}`);
}

async function playIncidents(engine: Recorder, executionId: string | undefined): Promise<void> {
  const path = `/execution/${executionId}/create-incident`;
  await engine.post(path, {});
  await engine.post('/execution/none/create-incident', { incidentType: 'court' });
  const incident = await engine.post<Row>(path, {
    incidentType: 'court',
    configuration: 'hearing-7',
    message: 'postponed',
  });
  await engine.get(`/incident/${incident.id}`);
  await engine.ask('DELETE', `/incident/${incident.id}`);
  await engine.ask('DELETE', `/incident/${incident.id}`);
  await engine.get(`/history/incident?incidentId=${incident.id}`);
}

async function playOwnVariables(engine: Recorder): Promise<void> {
  await engine.post('/task/create', { id: 'visit', name: 'Visit' });
  await engine.put('/task/visit/localVariables/kept', { value: 1, type: 'Integer' });
  await engine.put('/task/visit/localVariables/removed', { value: 'x' });
  await engine.get('/variable-instance?taskIdIn=visit&sortBy=variableName&sortOrder=asc');
  await engine.ask('DELETE', '/task/visit/localVariables/removed');
  const past =
    '/history/variable-instance?taskIdIn=visit&includeDeleted=true&sortBy=variableName&sortOrder=asc';
  await engine.get(past);
  await engine.post('/task/visit/complete');
  await engine.get('/variable-instance?taskIdIn=visit');
  await engine.get('/history/variable-instance/count?taskIdIn=visit&variableName=kept');
}

async function playPlans(engine: Recorder): Promise<void> {
  const plan = { suspended: true, executionDate: LATER };
  await engine.put('/process-definition/key/alarmed/suspended', plan);
  await engine.get('/process-definition/key/alarmed');
  const [job] = await engine.get<Row[]>('/job?timers=true&dueDates=gt_2099-01-01T00:00:00.000%2B0000');
  await engine.ask('DELETE', `/job/${job?.id}`);
  await engine.put('/process-definition/key/none/suspended', plan);
  await engine.put('/process-definition/none/suspended', plan);
  await engine.put('/job-definition/none/suspended', plan);
}

async function playCounts(engine: Recorder): Promise<void> {
  await engine.get('/metrics/no-such-metric/sum');
  await engine.get('/metrics/unique-task-workers/sum?endDate=2001-01-01T00:00:00.000%2B0000');
  await engine.get('/metrics?maxResults=201');
  await engine.get('/metrics?name=no-such-metric');
  await engine.get('/history/cleanup/configuration');
  const report = '/history/process-definition/cleanable-process-instance-report';
  await engine.get(`${report}?processDefinitionKeyIn=orders`);
  await engine.get(`${report}/count?processDefinitionKeyIn=orders,alarmed&compact=true`);
  await engine.get(`${report}?sortBy=none&sortOrder=asc`);
  await engine.get('/history/decision-definition/cleanable-decision-instance-report/count');
  await engine.get('/history/batch/cleanable-batch-report');
  await engine.get('/history/batch/count?completed=false');
}
