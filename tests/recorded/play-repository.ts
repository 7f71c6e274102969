import { processXml, sequence } from '../support/small-process.ts';
import { processes } from './processes.ts';
import type { Recorder } from './recorder.ts';

interface Deployed {
  id: string;
  deployedProcessDefinitions: Record<string, { id: string; key: string }>;
}

/** Deployments, process definitions, instances and their variables. */
export async function playRepository(engine: Recorder): Promise<void> {
  const deployment = await engine.deploy<Deployed>('shop', processes, { 'deployment-source': 'recorder' });
  await engine.deploy('shop', processes, {
    'enable-duplicate-filtering': 'true',
    'deployment-source': 'recorder',
  });
  await engine.deploy('broken', { 'broken.bpmn': 'no xml' });
  const twoStarts = '<startEvent id="one" /><startEvent id="two" />';
  await engine.deploy('broken', { 'twice.bpmn': processXml('twice', twoStarts) });
  await engine.deploy('none', {});
  await engine.get(`/deployment/${deployment.id}`);
  await engine.get('/deployment?name=shop&sortBy=name&sortOrder=asc');
  await engine.get('/deployment/none');
  await engine.get('/deployment/registered');
  const resources = await engine.get<{ id: string }[]>(`/deployment/${deployment.id}/resources`);
  await engine.get(`/deployment/${deployment.id}/resources/${resources[0]?.id}`);
  await engine.get('/process-definition?sortBy=key&sortOrder=asc');
  await engine.get('/process-definition/count?latestVersion=true');
  await engine.get('/process-definition/key/orders');
  await engine.get('/process-definition/key/none');
  await engine.get('/process-definition/none');
  await engine.get('/process-definition?sortBy=key');
  await engine.get('/process-definition?sortBy=none&sortOrder=asc');
  await engine.get('/process-definition?maxResults=x');
  await playInstances(engine);
  await playRedeployment(engine, deployment);
}

async function playInstances(engine: Recorder): Promise<void> {
  const variables = {
    amount: { value: 3, type: 'Integer' },
    open: { value: true },
    note: { value: 'hello', type: 'String' },
    order: { value: '{"total":5}', type: 'Json' },
  };
  const { id } = await engine.post<{ id: string }>('/process-definition/key/orders/start', {
    businessKey: 'order-1',
    variables,
    withVariablesInReturn: true,
  });
  await engine.post('/process-definition/key/none/start');
  await engine.post('/process-definition/none/start');
  await engine.post('/process-definition/key/orders/start', {
    variables: { a: { value: 'x', type: 'Integer' } },
  });
  await engine.post('/process-definition/key/orders/start', {
    variables: { a: { value: 1, type: 'Nonsense' } },
  });
  await engine.get(`/process-instance/${id}`);
  await engine.get('/process-instance/none');
  await engine.get('/process-instance?businessKey=order-1');
  await engine.get('/process-instance/count?variables=amount_gt_2');
  await engine.post('/process-instance', {
    sorting: [{ sortBy: 'instanceId', sortOrder: 'asc' }],
    orQueries: [],
  });
  await engine.get(`/process-instance/${id}/activity-instances`);
  await engine.get('/process-instance/none/activity-instances');
  await engine.get(`/process-instance/${id}/variables?deserializeValues=false`);
  await engine.get(`/process-instance/${id}/variables/amount`);
  await engine.get(`/process-instance/${id}/variables/none`);
  await engine.put(`/process-instance/${id}/variables/amount`, { value: 'x', type: 'Integer' });
  await engine.put(`/process-instance/${id}/variables/amount`, { value: 4, type: 'Integer' });
  await engine.post(`/process-instance/${id}/variables`, {
    modifications: { due: { value: '2030-01-01T00:00:00.000+0000', type: 'Date' } },
    deletions: ['note'],
  });
  await engine.get(`/process-instance/${id}/variables/due`);
  await engine.ask('DELETE', `/process-instance/${id}/variables/open`);
  await engine.get(
    `/variable-instance?processInstanceIdIn=${id}&sortBy=variableName&sortOrder=asc&deserializeValues=false`,
  );
  await engine.get(`/execution?processInstanceId=${id}&active=true`);
  await engine.put(`/process-instance/${id}/suspended`, { suspended: true });
  await engine.get(`/process-instance/${id}`);
  await engine.put(`/process-instance/${id}/suspended`, { suspended: false });
  await engine.put('/process-instance/none/suspended', { suspended: true });
  await engine.ask('DELETE', `/process-instance/${id}`);
  await engine.ask('DELETE', `/process-instance/${id}`);
  await engine.ask('DELETE', `/process-instance/${id}?failIfNotExists=false`);
}

async function playRedeployment(engine: Recorder, deployment: Deployed): Promise<void> {
  const path = '/process-definition/key/alarmed';
  await engine.put(`${path}/suspended`, { suspended: true });
  await engine.post(`${path}/start`);
  await engine.put(`${path}/suspended`, { suspended: false, includeProcessInstances: true });
  await engine.put('/process-definition/suspended', { suspended: true });
  await engine.put(`${path}/history-time-to-live`, { historyTimeToLive: 5 });
  await engine.get(path);
  await engine.post(`/deployment/${deployment.id}/redeploy`, {
    source: 'again',
    resourceNames: ['alarmed.bpmn'],
  });
  await engine.post('/deployment/none/redeploy');
  await engine.get('/process-definition?key=alarmed&sortBy=version&sortOrder=asc');
  const extra = await engine.deploy<Deployed>('extra', { 'extra.bpmn': processXml('extra', sequence()) });
  await engine.ask('DELETE', `/deployment/${extra.id}?cascade=true`);
  await engine.ask('DELETE', `/deployment/${extra.id}`);
}
