import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, subProcess } from '../../support/small-process.ts';

const engine = useEngine();

const version = (key: string, topic: string) => ({
  'p.bpmn': processXml(key, sequence(externalTask('work', topic))),
});

async function deployOne(files: Record<string, string>): Promise<string> {
  const { deployedProcessDefinitions } = await engine.client.deploy(files);
  const [definition] = Object.values(deployedProcessDefinitions ?? {});
  if (!definition) throw new Error('Nothing was deployed.');
  return definition.id;
}

/** A process that begins with the message `Begin`. */
const begunByMessage = (task: string) => ({
  'm.bpmn': processXml(
    'begun',
    `<startEvent id="start"><messageEventDefinition id="m" messageRef="message-begin" /></startEvent>
     <userTask id="${task}" /><endEvent id="end" />
     <sequenceFlow id="f1" sourceRef="start" targetRef="${task}" /><sequenceFlow id="f2" sourceRef="${task}" targetRef="end" />`,
  ),
});

it('deletes one version, with running instances only by cascade', async () => {
  const { client } = engine;
  const first = await deployOne(version('d', 'one'));
  const second = await deployOne(version('d', 'two'));
  const instance = await client.start('d');
  expect((await client.request('DELETE', `/process-definition/${second}`)).status).toBe(500);
  expect((await client.request('DELETE', `/process-definition/${second}?cascade=true`)).status).toBe(204);
  expect((await client.request('GET', `/history/process-instance/${instance}`)).status).toBe(404);
  expect(await client.get('/process-definition/key/d')).toMatchObject({ id: first, version: 1 });
  expect(await client.request('DELETE', `/process-definition/${second}`)).toMatchObject({
    status: 404,
    body: { type: 'InvalidRequestException' },
  });
});

it('deletes all versions of a key', async () => {
  const { client } = engine;
  for (const topic of ['one', 'two']) await deployOne(version('k', topic));
  expect((await client.request('DELETE', '/process-definition/key/k')).status).toBe(204);
  expect(await client.get('/process-definition/count?key=k')).toEqual({ count: 0 });
  expect((await client.request('DELETE', '/process-definition/key/k')).status).toBe(404);
});

it.each([
  ['its definition', (ids: { definition: string }) => `/process-definition/${ids.definition}`],
  ['its deployment', (ids: { deployment: string }) => `/deployment/${ids.deployment}`],
])('lets the version before take up the start message when the newest goes with %s', async (_what, path) => {
  const { client } = engine;
  await client.deploy(begunByMessage('old'));
  const newest = await client.deploy(begunByMessage('new'));
  const [definition] = Object.values(newest.deployedProcessDefinitions ?? {});
  const ids = { definition: definition?.id ?? '', deployment: newest.id };
  expect((await client.request('DELETE', path(ids))).status).toBe(204);
  await client.post('/message', { messageName: 'Begin', businessKey: ids.definition });
  const tasks = await client.get(`/task?processInstanceBusinessKey=${ids.definition}`);
  expect(tasks).toMatchObject([{ taskDefinitionKey: 'old' }]);
});

it('suspends a definition with its instances, whose tasks then rest', async () => {
  const { client } = engine;
  await deployOne(version('s', 'resting'));
  const instance = await client.start('s');
  const suspend = (suspended: boolean) =>
    client.request('PUT', '/process-definition/suspended', {
      processDefinitionKey: 's',
      suspended,
      includeProcessInstances: true,
    });
  expect((await suspend(true)).status).toBe(204);
  expect(await client.get(`/process-instance/${instance}`)).toMatchObject({ suspended: true });
  expect(await client.fetchAndLock('resting')).toEqual([]);
  expect((await client.request('POST', '/process-definition/key/s/start', {})).status).toBe(500);
  expect((await suspend(false)).status).toBe(204);
  expect(await client.fetchAndLock('resting')).toHaveLength(1);
  expect(await client.get(`/history/process-instance/${instance}`)).toMatchObject({ state: 'ACTIVE' });
});

it('suspends instances by id, by definition and by key, and refuses to guess', async () => {
  const { client } = engine;
  const definition = await deployOne(version('i', 'one'));
  const [one, two] = [await client.start('i'), await client.start('i')];
  const suspended = async (id: string) =>
    (await client.get<{ suspended: boolean }>(`/process-instance/${id}`)).suspended;
  const put = (body: object) => client.request('PUT', '/process-instance/suspended', body);
  expect((await put({ processInstanceIds: [one], suspended: true })).status).toBe(204);
  expect([await suspended(one), await suspended(two)]).toEqual([true, false]);
  expect((await put({ processDefinitionId: definition, suspended: true })).status).toBe(204);
  expect([await suspended(one), await suspended(two)]).toEqual([true, true]);
  expect((await put({ processDefinitionKey: 'i', suspended: false })).status).toBe(204);
  expect([await suspended(one), await suspended(two)]).toEqual([false, false]);
  expect((await put({ suspended: true })).status).toBe(400);
});

it('finds and sorts definitions by their category, which is the namespace of their file', async () => {
  // given
  const { client } = engine;
  const inNamespace = (key: string, namespace: string) =>
    processXml(key, sequence(externalTask('work'))).replace('https://njia.example/test', namespace);
  await client.deploy({
    'a.bpmn': inNamespace('health', 'urn:cat:z-health'),
    'b.bpmn': inNamespace('legal', 'urn:cat:legal'),
  });
  const keys = async (filter: string) =>
    (await client.get<{ key: string }[]>(`/process-definition?${filter}`)).map(({ key }) => key);

  // then
  expect(await keys('category=urn:cat:legal')).toEqual(['legal']);
  expect(await keys('category=urn:cat')).toEqual([]);
  expect(await keys('categoryLike=urn:cat:%25')).toHaveLength(2);
  expect(await keys('categoryLike=%25health')).toEqual(['health']);
  expect(await keys('categoryLike=urn:cat:%25&sortBy=category&sortOrder=asc')).toEqual(['legal', 'health']);
  expect(await keys('categoryLike=urn:cat:%25&sortBy=category&sortOrder=desc')).toEqual(['health', 'legal']);
  expect(await client.get('/process-definition/key/legal')).toMatchObject({ category: 'urn:cat:legal' });
});

it('tells which processes another one calls, by the versions it would call now', async () => {
  // given
  const { client } = engine;
  const call = (id: string, calledElement: string, attributes = '') => ({
    id,
    xml: `<callActivity id="${id}" calledElement="${calledElement}" ${attributes} />`,
  });
  const child = await deployOne(version('child', 'one'));
  const inside = subProcess(
    'around',
    sequence(call('b', 'child', 'camunda:calledElementBinding="version" camunda:calledElementVersion="1"')),
  );
  const caller = await deployOne({
    'caller.bpmn': processXml(
      'caller',
      sequence(call('a', 'child'), inside, call('c', '${which}'), call('d', 'unheard-of')),
    ),
  });
  const called = () => client.get(`/process-definition/${caller}/static-called-process-definitions`);

  // then
  const calls = (id: string, calledFromActivityIds: string[]) => ({
    id,
    key: 'child',
    calledFromActivityIds,
    callingProcessDefinitionId: caller,
  });
  expect(await called()).toMatchObject([calls(child, ['a', 'b'])]);
  const newest = await deployOne(version('child', 'two'));
  expect(await called()).toMatchObject([calls(newest, ['a']), calls(child, ['b'])]);
  expect(
    await client.request('GET', '/process-definition/none/static-called-process-definitions'),
  ).toMatchObject({
    status: 404,
    body: { type: 'InvalidRequestException' },
  });
});

it('shows the picture that was deployed beside a process, and nothing where there is none', async () => {
  const { client } = engine;
  const bpmn = (key: string) => processXml(key, sequence(externalTask('work')));
  await client.deploy({ 'pic.bpmn': bpmn('pic'), 'pic.svg': '<svg />', 'pic.pic.png': 'png' });
  await client.deploy({ 'bare.bpmn': bpmn('bare') });
  expect(await client.get('/process-definition/key/pic')).toMatchObject({ diagram: 'pic.svg' });
  const picture = await client.request('GET', '/process-definition/key/pic/diagram');
  expect(picture.headers.get('content-type')).toBe('image/svg+xml');
  expect(picture.headers.get('content-disposition')).toContain('pic.svg');
  expect(picture.body).toBe('<svg />');
  expect((await client.request('GET', '/process-definition/key/bare/diagram')).status).toBe(204);
  expect((await client.request('GET', '/process-definition/none/diagram')).status).toBe(404);
});
