import { expect, it } from 'vitest';
import { dmnXml } from '../../support/dmn-table.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

/** How urgent a case is, by points; `urgent` is the level from 50 points on. */
const levels = (urgent: string, tag = '') =>
  dmnXml({
    id: 'level',
    hitPolicy: 'FIRST',
    inputs: [['points', 'number']],
    outputs: ['level', 'days'],
    rules: [
      ['r1', '>= 50', `"${urgent}"`, '2'],
      ['r2', '-', '"low"', '14'],
    ],
  }).replace(
    '<decision id="level"',
    `<decision id="level" xmlns:camunda="http://camunda.org/schema/1.0/dmn" ${tag}`,
  );

const scores = dmnXml(
  {
    id: 'score',
    hitPolicy: 'COLLECT',
    aggregation: 'SUM',
    inputs: [['children', 'number']],
    outputs: ['points'],
    rules: [
      ['s1', '> 0', '30'],
      ['s2', '> 2', '30'],
    ],
  },
  {
    id: 'route',
    hitPolicy: 'FIRST',
    inputs: [['points', 'number']],
    outputs: ['team'],
    rules: [
      ['t1', '> 50', '"family"'],
      ['t2', '-', '"general"'],
    ],
    requires: ['score'],
  },
);

const task = (attributes: string) => ({
  id: 'decide',
  xml: `<businessRuleTask id="decide" ${attributes} />`,
});

const engine = useEngine(async (client) => {
  await client.deploy({ 'level.dmn': levels('high', 'camunda:versionTag="first"') });
  await client.deploy({
    'level.dmn': levels('critical'),
    'route.dmn11.xml': scores,
    'all.bpmn': processXml(
      'all',
      sequence(
        task(
          'camunda:decisionRef="level" camunda:resultVariable="result" camunda:mapDecisionResult="singleResult"',
        ),
        userTask('after', 'camunda:assignee="${result.level}"'),
      ),
    ),
    'single.bpmn': processXml(
      'single',
      sequence(
        task(
          'camunda:decisionRef="${name}" camunda:resultVariable="team" camunda:mapDecisionResult="singleEntry"',
        ),
        userTask('after'),
      ),
    ),
    'asked.bpmn': processXml(
      'asked',
      sequence(
        {
          id: 'decide',
          xml: `<businessRuleTask id="decide" camunda:decisionRef="level" camunda:resultVariable="kept">
            <extensionElements><camunda:inputOutput>
              <camunda:outputParameter name="level">\${decisionResult.getSingleResult().getEntry('level')}</camunda:outputParameter>
              <camunda:outputParameter name="days">\${decisionResult.getFirstResult().days}</camunda:outputParameter>
              <camunda:outputParameter name="all">\${decisionResult.collectEntries('level').get(0)}</camunda:outputParameter>
              <camunda:outputParameter name="rows">\${decisionResult.getResultList().size()}</camunda:outputParameter>
            </camunda:inputOutput></extensionElements></businessRuleTask>`,
        },
        userTask('after'),
      ),
    ),
    'named.bpmn': processXml(
      'named',
      sequence(task('camunda:decisionRef="level" camunda:resultVariable="decisionResult"')),
    ),
    'tagged.bpmn': processXml(
      'tagged',
      sequence(
        task(
          'camunda:decisionRef="level" camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="first" camunda:resultVariable="result"',
        ),
        userTask('after'),
      ),
    ),
  });
});

const variable = async (id: string, name: string) =>
  engine.client.get<{ type: string; value: unknown }>(
    `/process-instance/${id}/variables/${name}?deserializeValue=false`,
  );

it('lists the decisions of a deployment with their versions', async () => {
  expect(
    await engine.client.get('/decision-definition?key=level&sortBy=version&sortOrder=asc'),
  ).toMatchObject([
    {
      key: 'level',
      version: 1,
      versionTag: 'first',
      resource: 'level.dmn',
      decisionRequirementsDefinitionId: null,
    },
    { key: 'level', version: 2, versionTag: null },
  ]);
  expect(await engine.client.get('/decision-definition/count?latestVersion=true')).toEqual({ count: 3 });
  const [requirements] = await engine.client.get<{ id: string }[]>('/decision-requirements-definition');
  expect(requirements).toMatchObject({
    key: 'definitions',
    name: 'test',
    version: 1,
    resource: 'route.dmn11.xml',
  });
  const route = await engine.client.get('/decision-definition/key/route');
  expect(route).toMatchObject({ decisionRequirementsDefinitionId: requirements?.id });
  const xml = await engine.client.get<{ dmnXml: string }>('/decision-definition/key/route/xml');
  expect(xml.dmnXml).toBe(scores);
});

it('evaluates a decision, with the decisions it requires', async () => {
  const variables = { children: { value: 3, type: 'Integer' } };
  const rows = await engine.client.post('/decision-definition/key/route/evaluate', { variables });
  expect(rows).toEqual([{ team: { type: 'String', value: 'family', valueInfo: {} } }]);
});

it('goes on with null for an input that is not there', async () => {
  const rows = await engine.client.post('/decision-definition/key/level/evaluate', {});
  expect(rows).toMatchObject([{ level: { value: 'low' }, days: { value: 14 } }]);
});

it('says which decision cannot be evaluated', async () => {
  const variables = { points: { value: 'many', type: 'String' } };
  const answer = await engine.client.request('POST', '/decision-definition/key/level/evaluate', {
    variables,
  });
  expect(answer.status).toBe(500);
  expect((answer.body as { message: string }).message).toContain('"level"');
});

it('does a business rule task with the newest version, and keeps the result as the model says', async () => {
  const id = await engine.client.start('all', { points: 70 });
  const result = await variable(id, 'result');
  expect(JSON.parse(String(result.value))).toEqual({ level: 'critical', days: 2 });
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toMatchObject([{ assignee: 'critical' }]);
});

it('takes the name of the decision from an expression and a single value from its answer', async () => {
  const id = await engine.client.start('single', { name: 'route', children: 1 });
  expect(await variable(id, 'team')).toMatchObject({ type: 'String', value: 'general' });
});

it('can be asked for parts of its result as Camunda’s objects can', async () => {
  const id = await engine.client.start('asked', { points: 70 });
  for (const [name, value] of Object.entries({ level: 'critical', days: 2, all: 'critical', rows: 1 }))
    expect(await variable(id, name)).toMatchObject({ value });
  expect(await engine.client.get(`/variable-instance?processInstanceIdIn=${id}`)).toHaveLength(6);
});

it('keeps no result by the name that the whole result has', async () => {
  const variables = { points: { value: 1 } };
  const answer = await engine.client.request('POST', '/process-definition/key/named/start', { variables });
  expect(answer.status).toBe(500);
});

it('binds to a version tag and gives a list of rows unless told otherwise', async () => {
  const id = await engine.client.start('tagged', { points: 70 });
  const result = await variable(id, 'result');
  expect(JSON.parse(String(result.value))).toEqual([{ level: 'high', days: 2 }]);
});

it('refuses the step when there is no such decision or it gives more than the model takes', async () => {
  for (const [name, reason] of [
    ['missing', "no decision definition deployed with key 'missing'"],
    ['level', 'mapDecisionResult="singleEntry" takes one'],
  ]) {
    const variables = { name: { value: name }, points: { value: 1 } };
    const answer = await engine.client.request('POST', '/process-definition/key/single/start', { variables });
    expect(answer.status).toBe(500);
    expect((answer.body as { message: string }).message).toContain(reason);
  }
});

it('remembers what was decided and from what', async () => {
  const id = await engine.client.start('all', { points: 70 });
  const path = `/history/decision-instance?processInstanceId=${id}`;
  const [found] = await engine.client.get<{ id: string }[]>(path);
  expect(found).toMatchObject({
    decisionDefinitionKey: 'level',
    activityId: 'decide',
    processDefinitionKey: 'all',
    inputs: [],
    outputs: [],
  });
  expect(await engine.client.get(`${path}&includeInputs=true&includeOutputs=true`)).toMatchObject([
    {
      inputs: [{ clauseName: 'points', type: 'Integer', value: 70 }],
      outputs: [
        { ruleId: 'r1', variableName: 'level', type: 'String', value: 'critical' },
        { ruleId: 'r1', variableName: 'days', value: 2 },
      ],
    },
  ]);
  expect(await engine.client.get(`/history/decision-instance/${found?.id}`)).toMatchObject({ id: found?.id });
  const report = '/history/decision-definition/cleanable-decision-instance-report';
  expect(await engine.client.get(`${report}?decisionDefinitionKeyIn=level&compact=true`)).toContainEqual(
    expect.objectContaining({ decisionDefinitionKey: 'level', cleanableDecisionInstanceCount: 0 }),
  );
});

it('refuses a file that is no DMN and names it', async () => {
  const answer = await engine.client.tryToDeploy({ 'broken.dmn': '<definitions />' });
  expect(answer).toMatchObject({ status: 400, body: { type: 'ParseException' } });
  expect((answer.body as { message: string }).message).toContain('broken.dmn');
});
