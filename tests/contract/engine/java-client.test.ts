/** What the worker client for Java sends and expects, as it sends it: below `/engine/default`, every key written. */
import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, subProcess } from '../../support/small-process.ts';

/** Operaton refuses processes without it. */
const TTL = 'camunda:historyTimeToLive="30"';
const LOCAL =
  '<extensionElements><camunda:inputOutput><camunda:inputParameter name="mine">${number}</camunda:inputParameter></camunda:inputOutput></extensionElements>';
const COPY =
  '<extensionElements><camunda:inputOutput><camunda:inputParameter name="own">${execution.getVariableTyped("letter")}</camunda:inputParameter></camunda:inputOutput></extensionElements>';
const FAILS = `${sequence(
  externalTask(
    'risky',
    'risky',
    `<extensionElements>
       <camunda:errorEventDefinition id="e1" errorRef="error-broken" expression="\${nothing.isHere}" />
       <camunda:errorEventDefinition id="e2" errorRef="error-broken" expression="\${externalTask.getErrorDetails() == 'hopeless'}" />
     </extensionElements>`,
  ),
)}
  <boundaryEvent id="caught" attachedToRef="risky"><errorEventDefinition id="e" errorRef="error-broken" /></boundaryEvent>
  <userTask id="repair" /><sequenceFlow id="f1" sourceRef="caught" targetRef="repair" />`;
const engine = useEngine((client) =>
  client.deploy({
    'p.bpmn': processXml('p', sequence(externalTask('work')), TTL),
    'fails.bpmn': processXml('fails', FAILS, TTL),
    'copies.bpmn': processXml('copies', sequence(externalTask('copy', 'copy', COPY)), TTL),
    'nested.bpmn': processXml(
      'nested',
      sequence(subProcess('inside', sequence(externalTask('deep', 'deep', LOCAL)))),
      TTL,
    ),
  }),
);

interface Locked {
  id: string;
  executionId: string;
  processInstanceId: string;
  variables: Record<string, { type: string; value: unknown; valueInfo: Record<string, unknown> }>;
}

const POLL = { workerId: 'java', maxTasks: 10, usePriority: true };
const TOPIC = { lockDuration: 60_000, localVariables: false, includeExtensionProperties: false };

async function fetchTask(topicName: string, instanceId: string): Promise<Locked> {
  const body = { ...POLL, topics: [{ ...TOPIC, topicName }] };
  const tasks = await engine.client.post<Locked[]>('/engine/default/external-task/fetchAndLock', body);
  const task = tasks.find(({ processInstanceId }) => processInstanceId === instanceId);
  expect(task).toBeDefined();
  return task as Locked;
}

it('loads a file from the process instance under the id of the task’s execution', async () => {
  const value = Buffer.from('héllo').toString('base64');
  const letter = { type: 'File', value, valueInfo: { filename: 'letter.txt', mimeType: 'text/plain' } };
  for (const [process, topic] of [
    ['p', 'work'],
    ['nested', 'deep'],
  ] as const) {
    const { id } = await engine.client.post<{ id: string }>(
      `/engine/default/process-definition/key/${process}/start`,
      { variables: { letter, number: { type: 'Integer', value: 5 } }, businessKey: null },
    );
    const task = await fetchTask(topic, id);
    expect(task.variables['letter']).toMatchObject({ type: 'File', value: null });
    const { status, body } = await engine.client.request(
      'GET',
      `/engine/default/process-instance/${task.executionId}/variables/letter/data`,
    );
    expect({ status, body }).toEqual({ status: 200, body: 'héllo' });
  }
});

it('copies a file with its type into a variable of the task', async () => {
  const value = Buffer.from('héllo').toString('base64');
  const letter = { type: 'File', value, valueInfo: { filename: 'letter.txt', mimeType: 'text/plain' } };
  const { id } = await engine.client.post<{ id: string }>('/process-definition/key/copies/start', {
    variables: { letter },
  });
  const task = await fetchTask('copy', id);
  expect(task.variables['own']).toMatchObject({ type: 'File', valueInfo: { filename: 'letter.txt' } });
  const path = `/process-instance/${task.executionId}/variables/own/data`;
  expect(await engine.client.request('GET', path)).toMatchObject({ status: 200, body: 'héllo' });
});

it('sets variables of a task’s execution where they are, new ones in the process instance', async () => {
  const id = await engine.client.start('nested', { number: 5 });
  const { executionId } = await fetchTask('deep', id);
  await engine.client.post(`/engine/default/process-instance/${executionId}/variables`, {
    modifications: { mine: { type: 'Integer', value: 7 }, fresh: { type: 'String', value: 'x' } },
  });
  const of = async (path: string) => Object.keys(await engine.client.get<object>(path)).toSorted();
  expect(await of(`/process-instance/${id}/variables`)).toEqual(['fresh', 'number']);
  expect(await of(`/process-instance/${executionId}/variables`)).toEqual(['fresh', 'mine', 'number']);
  expect(await of(`/execution/${executionId}/localVariables`)).toEqual(['mine']);
  expect(await engine.client.get(`/process-instance/${executionId}/variables/mine`)).toMatchObject({
    value: 7,
  });
});

it('hands serialised objects, XML and broken JSON on as they came', async () => {
  const valueInfo = { objectTypeName: 'org.example.Order', serializationDataFormat: 'application/json' };
  const javaInfo = { ...valueInfo, serializationDataFormat: 'application/x-java-serialized-object' };
  const variables = {
    order: { type: 'Object', value: '{"total":5}', valueInfo },
    bytes: { type: 'object', value: 'rO0ABXQAAWE=', valueInfo: javaInfo },
    letter: { type: 'xml', value: '<letter/>' },
    broken: { type: 'json', value: '{"a":' },
    nothing: { type: 'Object', value: null, valueInfo },
  };
  const { id } = await engine.client.post<{ id: string }>('/process-definition/key/p/start', { variables });
  const task = await fetchTask('work', id);
  expect(task.variables).toEqual({
    order: { type: 'Object', value: '{"total":5}', valueInfo },
    bytes: { type: 'Object', value: 'rO0ABXQAAWE=', valueInfo: javaInfo },
    letter: { type: 'Xml', value: '<letter/>', valueInfo: {} },
    broken: { type: 'Json', value: '{"a":', valueInfo: {} },
    nothing: { type: 'Object', value: null, valueInfo },
  });
});

it.each([
  [{ type: 'Money', value: '5' }, "Unsupported value type 'Money'"],
  [
    { type: 'Integer', value: 'five' },
    "Cannot convert value 'five' of type 'Integer' to java type java.lang.Integer",
  ],
  [
    { type: 'Date', value: '4 March' },
    "Cannot convert value '4 March' of type 'Date' to java type java.util.Date",
  ],
])('refuses the variable %j in Camunda’s words', async (a, words) => {
  const answer = await engine.client.request('POST', '/process-definition/key/p/start', { variables: { a } });
  expect(answer).toMatchObject({ status: 400, body: { type: 'InvalidRequestException' } });
  expect(answer.body).toMatchObject({ message: expect.stringContaining(words) as string });
});

it('does not compare objects when it fetches tasks', async () => {
  const topics = [{ ...TOPIC, topicName: 'work', processVariables: { a: { name: 'a' } } }];
  expect(
    await engine.client.request('POST', '/external-task/fetchAndLock', { ...POLL, topics }),
  ).toMatchObject({
    status: 500,
    body: { type: 'ProcessEngineException', message: 'Object values cannot be used to query', code: 0 },
  });
});

it('lets the model make an error of a failure, and else counts its tries', async () => {
  const id = await engine.client.start('fails');
  const task = await fetchTask('risky', id);
  const fail = (errorDetails: string, retries: number) =>
    engine.client.post(`/external-task/${task.id}/failure`, {
      workerId: 'java',
      errorMessage: 'm',
      errorDetails,
      retries,
      retryTimeout: 0,
      variables: { seen: { type: 'String', value: errorDetails } },
      localVariables: null,
    });
  await fail('try again', 1);
  expect(await engine.client.get(`/external-task/${task.id}`)).toMatchObject({ retries: 1 });
  await fail('hopeless', 0);
  expect((await engine.client.request('GET', `/external-task/${task.id}`)).status).toBe(404);
  expect(await engine.client.get(`/incident?processInstanceId=${id}`)).toEqual([]);
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toMatchObject([
    { taskDefinitionKey: 'repair' },
  ]);
  expect(await engine.client.get(`/process-instance/${id}/variables/seen`)).toMatchObject({
    value: 'hopeless',
  });
});
