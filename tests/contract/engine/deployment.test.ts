import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence } from '../../support/small-process.ts';

const TTL = 'camunda:historyTimeToLive="30"';
const engine = useEngine(undefined, { enforceTtl: true });

const version = (name: string, topic: string) => processXml(name, sequence(externalTask('work', topic)), TTL);

it('makes a new version of a process each time it is deployed', async () => {
  const first = await engine.client.deploy({ 'a.bpmn': version('versions', 'one') });
  const second = await engine.client.deploy({ 'a.bpmn': version('versions', 'two') });
  const [definition] = Object.values(second.deployedProcessDefinitions ?? {});
  expect(Object.values(first.deployedProcessDefinitions ?? {})[0]).toMatchObject({
    key: 'versions',
    version: 1,
  });
  expect(definition).toMatchObject({
    key: 'versions',
    version: 2,
    historyTimeToLive: 30,
    resource: 'a.bpmn',
  });
  expect(definition?.id).toMatch(/^versions:2:/);
  expect(await engine.client.get('/process-definition/key/versions')).toMatchObject({ version: 2 });
  const latest = await engine.client.get('/process-definition?key=versions&latestVersion=true');
  expect(latest).toMatchObject([{ version: 2 }]);
});

it('deploys only what changed when asked to, and nothing twice', async () => {
  const fields = {
    'deployment-name': 'filtered',
    'enable-duplicate-filtering': 'true',
    'deploy-changed-only': 'true',
  };
  const files = { 'b.bpmn': version('b', 'one'), 'c.bpmn': version('c', 'one') };
  const first = await engine.client.deploy(files, fields);
  const same = await engine.client.deploy(files, fields);
  const changed = await engine.client.deploy({ ...files, 'c.bpmn': version('c', 'two') }, fields);
  expect(same).toMatchObject({ id: first.id, deployedProcessDefinitions: null });
  expect(Object.values(changed.deployedProcessDefinitions ?? {})).toMatchObject([{ key: 'c', version: 2 }]);
});

it('takes flags of a form with capitals, as clients in Python write them', async () => {
  const files = { 'py.bpmn': version('py', 'one') };
  const first = await engine.client.deploy(files, { 'enable-duplicate-filtering': 'False' });
  const second = await engine.client.deploy(files, { 'enable-duplicate-filtering': 'False' });
  const same = await engine.client.deploy(files, { 'enable-duplicate-filtering': 'True' });
  expect(second.id).not.toBe(first.id);
  expect(same.id).toBe(second.id);
});

it('answers with links and the names Camunda uses', async () => {
  const deployment = await engine.client.deploy(
    { 'd.bpmn': version('d', 'one') },
    { 'deployment-source': 'test' },
  );
  expect(deployment).toMatchObject({
    name: 'test',
    source: 'test',
    tenantId: null,
    deployedDecisionDefinitions: null,
    links: [{ method: 'GET', rel: 'self' }],
  });
  const [resource] = await engine.client.get<{ id: string; name: string }[]>(
    `/deployment/${deployment.id}/resources`,
  );
  expect(resource).toMatchObject({ name: 'd.bpmn', deploymentId: deployment.id });
  const data = await engine.client.request(
    'GET',
    `/deployment/${deployment.id}/resources/${resource?.id}/data`,
  );
  expect(data.body).toBe(version('d', 'one'));
  const xml = await engine.client.get<{ bpmn20Xml: string }>('/process-definition/key/d/xml');
  expect(xml.bpmn20Xml).toBe(version('d', 'one'));
});

it('refuses a process without history time to live, naming file and element', async () => {
  const answer = await engine.client.tryToDeploy({
    'e.bpmn': processXml('e', sequence(externalTask('work'))),
  });
  expect(answer).toMatchObject({
    status: 400,
    body: {
      type: 'ParseException',
      code: 0,
      details: { 'e.bpmn': { errors: [{ mainElementId: 'e' }], warnings: [] } },
    },
  });
  expect((await engine.client.request('GET', '/process-definition/key/e')).status).toBe(404);
});

it('refuses a file that is not BPMN and a form without files', async () => {
  expect(await engine.client.tryToDeploy({ 'f.bpmn': '<nonsense' })).toMatchObject({
    status: 400,
    body: { type: 'ParseException' },
  });
  expect(await engine.client.tryToDeploy({})).toMatchObject({
    status: 400,
    body: {
      type: 'InvalidRequestException',
      message: 'No deployment resources contained in the form upload.',
    },
  });
});

const startedAt = (date: string, extension = '', task = '<userTask id="look" />') =>
  processXml(
    'timed',
    `<startEvent id="at">${extension}<timerEventDefinition><timeDate>${date}</timeDate></timerEventDefinition></startEvent>
     ${task}<sequenceFlow id="f" sourceRef="at" targetRef="look" />`,
    TTL,
  );

it.each(['tomorrow', '${when}', '${1 + }'])(
  'refuses a start timer that does not say when: %s',
  async (date) => {
    const { status, body } = await engine.client.tryToDeploy({ 'timed.bpmn': startedAt(date) });
    expect({ status, body }).toMatchObject({ status: 400, body: { type: 'ParseException' } });
    expect((body as { message: string }).message).toMatch(/'at'|element at/);
  },
);

it('arms a start timer whose date is an expression, and tries it as often as its retry cycle says', async () => {
  // given
  const { client } = engine;
  const cycle =
    '<extensionElements><camunda:failedJobRetryTimeCycle>R5/PT1H</camunda:failedJobRetryTimeCycle></extensionElements>';
  const failing = '<serviceTask id="look" camunda:expression="${unknown}" />';
  await client.deploy({ 'timed.bpmn': startedAt("${'2136-11-14T11:12:22'}", cycle, failing) });
  const [job] = await client.get<{ id: string; dueDate: string }[]>('/job?processDefinitionKey=timed');
  expect(job?.dueDate).toMatch(/^2136-11-14T11:12:22/);
  // when
  const { status } = await client.request('POST', `/job/${job?.id}/execute`);
  // then
  expect(status).toBeGreaterThanOrEqual(400);
  expect(await client.get(`/job/${job?.id}`)).toMatchObject({ retries: 4 });
});

it('deletes a deployment with running instances only by cascade', async () => {
  const { id } = await engine.client.deploy({ 'g.bpmn': version('g', 'one') });
  const instance = await engine.client.start('g');
  expect((await engine.client.request('DELETE', `/deployment/${id}`)).status).toBe(500);
  expect((await engine.client.request('DELETE', `/deployment/${id}?cascade=true`)).status).toBe(204);
  expect((await engine.client.request('GET', `/process-instance/${instance}`)).status).toBe(404);
  expect((await engine.client.request('GET', `/history/process-instance/${instance}`)).status).toBe(404);
  expect((await engine.client.request('DELETE', `/deployment/${id}`)).status).toBe(404);
});

it('takes the pathways of the project', async () => {
  const folder = join(import.meta.dirname, '../../../bpmn');
  const names = ['case-management.bpmn', 'referral.bpmn', 'screening.dmn'];
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
  );
  const deployment = await engine.client.deploy(Object.fromEntries(files) as Record<string, string>);
  const keys = Object.values(deployment.deployedProcessDefinitions ?? {}).map(({ key }) => key);
  expect(keys.sort()).toEqual(['case-management', 'referral']);
});
