import type { Recorder } from './recorder.ts';

interface Job {
  id: string;
  jobDefinitionId: string;
}

/** Jobs and their definitions: changed, suspended, failing, executed. */
export async function playJobs(engine: Recorder): Promise<void> {
  const { id } = await engine.post<{ id: string }>('/process-definition/key/jobs/start');
  const jobs = `/job?processInstanceId=${id}`;
  const [job] = await engine.get<Job[]>(jobs);
  const path = `/job/${job?.id}`;
  await engine.get(path);
  await engine.get('/job/none');
  await engine.get('/job/count?messages=true');
  await engine.get('/job?messages=true&timers=true');
  await engine.get('/job?dueDates=xx_2030-01-01T00:00:00.000%2B0000');
  await engine.post(`${path}/execute`);
  await engine.get(`${path}/none`);
  await engine.post('/job/none/execute');
  await engine.put(`${path}/retries`, { retries: 5 });
  await engine.put(`${path}/retries`, { retries: -1 });
  await engine.put('/job/none/retries', { retries: 5 });
  await engine.put(`${path}/priority`, { priority: 9 });
  await engine.put(`${path}/priority`, {});
  await engine.put('/job/none/priority', { priority: 1 });
  await engine.put(`${path}/suspended`, { suspended: true });
  await engine.put('/job/none/suspended', { suspended: true });
  await engine.put('/job/suspended', { suspended: true });
  await engine.put('/job/suspended', {
    suspended: false,
    processInstanceId: id,
    processDefinitionKey: 'jobs',
  });
  await engine.put('/job/suspended', { suspended: false, processInstanceId: id });
  await engine.put(`${path}/duedate`, { duedate: '2030-01-01T00:00:00.000+0000' });
  await engine.put('/job/none/duedate', { duedate: null });
  await engine.post(`${path}/duedate/recalculate`);
  await engine.post('/job/none/duedate/recalculate');
  await engine.get('/job/none/stacktrace');
  await engine.put(`${path}/duedate`, { duedate: null });
  await playJobDefinitions(engine, job?.jobDefinitionId);
  await engine.put(`/process-instance/${id}/variables/ready`, { value: true });
  await engine.post(`${path}/execute`);
  const [timer] = await engine.get<Job[]>(jobs);
  await engine.post(`/job/${timer?.id}/duedate/recalculate?creationDateBased=true`);
  await engine.get(jobs);
  await engine.ask('DELETE', `/job/${timer?.id}`);
  await engine.ask('DELETE', `/job/${timer?.id}`);
  await engine.get(
    `/history/job-log?processInstanceId=${id}&sortBy=occurrence&sortOrder=asc&successLog=true`,
  );
  await engine.get(
    `/history/job-log?processInstanceId=${id}&sortBy=occurrence&sortOrder=asc&creationLog=true`,
  );
  await engine.get(
    `/history/job-log?processInstanceId=${id}&sortBy=occurrence&sortOrder=asc&deletionLog=true`,
  );
  await engine.get('/history/job-log/none');
  await engine.get('/history/job-log/none/stacktrace');
}

async function playJobDefinitions(engine: Recorder, id: string | undefined): Promise<void> {
  const path = `/job-definition/${id}`;
  await engine.get('/job-definition?processDefinitionKey=jobs&sortBy=activityId&sortOrder=asc');
  await engine.get(path);
  await engine.get('/job-definition/none');
  await engine.put(`${path}/suspended`, { suspended: true, includeJobs: true });
  await engine.put('/job-definition/suspended', {
    suspended: false,
    includeJobs: true,
    processDefinitionKey: 'jobs',
  });
  await engine.put('/job-definition/suspended', { suspended: false });
  await engine.put('/job-definition/none/suspended', { suspended: false });
  await engine.put(`${path}/jobPriority`, { priority: 12, includeJobs: true });
  await engine.get(path);
  await engine.put(`${path}/jobPriority`, { includeJobs: true });
  await engine.put(`${path}/jobPriority`, { priority: null });
  await engine.put('/job-definition/none/jobPriority', { priority: 1 });
  await engine.put(`${path}/retries`, { retries: 2 });
  await engine.put('/job-definition/none/retries', { retries: 2 });
}
