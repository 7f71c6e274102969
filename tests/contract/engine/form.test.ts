import { describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const amount = `<camunda:formField id="amount" label="Amount" type="long" defaultValue="5">
    <camunda:validation><camunda:constraint name="min" config="3" /></camunda:validation></camunda:formField>`;
const reason = `<camunda:formField id="reason" label="Why" type="string">
    <camunda:validation><camunda:constraint name="required" /></camunda:validation></camunda:formField>`;
const form = `<extensionElements><camunda:formData>${amount}${reason}</camunda:formData></extensionElements>`;
const task = (id: string, attributes = '', inside = '') => ({
  id,
  xml: `<userTask id="${id}" ${attributes}>${inside}</userTask>`,
});
const withFields = sequence(task('look', '', form)).replace(
  '<startEvent id="start" />',
  `<startEvent id="start">${form}</startEvent>`,
);
const withFiles = sequence(
  task('page', 'camunda:formKey="embedded:deployment:look.html"'),
  task('gone', 'camunda:formKey="camunda-forms:deployment:gone.form"'),
  task('ours', 'camunda:formKey="njia:follow_ups"'),
  task('newest', 'camunda:formRef="${form}" camunda:formRefBinding="latest"'),
  task('own', 'camunda:formRef="look" camunda:formRefBinding="deployment"'),
  task('first', 'camunda:formRef="look" camunda:formRefBinding="version" camunda:formRefVersion="1"'),
  task('third', 'camunda:formRef="look" camunda:formRefBinding="version" camunda:formRefVersion="3"'),
).replace('<startEvent id="start" />', '<startEvent id="start" camunda:formKey="deployment:look.html" />');
const lookForm = (label: string) => JSON.stringify({ id: 'look', components: [{ label }] });

const engine = useEngine(async (client) => {
  await client.deploy({
    'fields.bpmn': processXml('fields', withFields),
    'plain.bpmn': processXml('plain', sequence(userTask('look'))),
    'files.bpmn': processXml('files', withFiles),
    'look.html': '<form name="look"></form>',
    'look.form': lookForm('first'),
  });
  await client.deploy({ 'look.form': lookForm('second'), 'broken.form': '{' });
});

async function tasksOf(processInstanceId: string): Promise<{ id: string }[]> {
  return engine.client.get(`/task?processInstanceId=${processInstanceId}`);
}

async function taskOf(processInstanceId: string): Promise<string> {
  const [found] = await tasksOf(processInstanceId);
  if (!found) throw new Error('no task');
  return found.id;
}

describe('a form of fields', () => {
  it('is shown with default values, variables and everything else the task sees', async () => {
    // given
    const { client } = engine;
    const id = await taskOf(await client.start('fields', { amount: 7, other: true }));

    // then
    expect(await client.get(`/task/${id}/form`)).toEqual({
      key: `embedded:engine://engine/:engine/task/${id}/rendered-form`,
      camundaFormRef: null,
      contextPath: null,
    });
    expect(await client.get(`/task/${id}/form-variables`)).toEqual({
      amount: { type: 'Long', value: 7, valueInfo: {} },
      reason: { type: 'String', value: null, valueInfo: {} },
      other: { type: 'Boolean', value: true, valueInfo: {} },
    });
    const some = await client.get<object>(`/task/${id}/form-variables?variableNames=reason,other`);
    expect(Object.keys(some).sort()).toEqual(['other', 'reason']);
    const rendered = await client.request('GET', `/task/${id}/rendered-form`);
    expect(rendered.headers.get('content-type')).toBe('application/xhtml+xml');
    expect(rendered.body).toContain('cam-variable-name="amount" min="3" type="text" value="7"');
  });

  it('is checked when it is submitted, and not when the task is completed', async () => {
    // given
    const { client } = engine;
    const instance = await client.start('fields');
    const id = await taskOf(instance);
    const submit = (variables: object) => client.request('POST', `/task/${id}/submit-form`, { variables });

    // then
    const refused = (why: string) => ({
      status: 400,
      body: {
        type: 'RestException',
        message: `Cannot submit task form ${id}: Invalid value submitted for form field ${why}`,
      },
    });
    expect(await submit({})).toMatchObject(refused("'reason': validation of required failed."));
    const few = { amount: { value: 2 }, reason: { value: 'ill' } };
    expect(await submit(few)).toMatchObject(refused("'amount': validation of min(3) failed."));
    expect(await submit({ ...few, amount: { value: 'x', type: 'Integer' } })).toMatchObject({ status: 400 });

    // when
    expect((await submit({ reason: { value: 'ill' }, more: { value: 1 } })).status).toBe(204);

    // then
    const last = await client.get<{ name: string; type: string; value: unknown }[]>(
      `/history/variable-instance?processInstanceId=${instance}&sortBy=variableName&sortOrder=asc`,
    );
    expect(last.map(({ name, type, value }) => [name, type, value])).toEqual([
      ['amount', 'Long', 5],
      ['more', 'Integer', 1],
      ['reason', 'String', 'ill'],
    ]);
    const other = await taskOf(await client.start('fields'));
    expect((await client.request('POST', `/task/${other}/complete`, {})).status).toBe(204);
  });

  it('starts a process with a business key', async () => {
    // given
    const { client } = engine;
    const { id } = await client.get<{ id: string }>('/process-definition/key/fields');
    const path = `/process-definition/${id}`;

    // then
    expect(await client.get(`${path}/startForm`)).toMatchObject({
      key: `embedded:engine://engine/:engine/process-definition/${id}/rendered-form`,
    });
    expect(await client.get(`${path}/form-variables`)).toMatchObject({
      amount: { type: 'Long', value: 5 },
      reason: { type: 'String', value: null },
    });
    expect((await client.request('GET', '/process-definition/key/fields/rendered-form')).body).toContain(
      '<form',
    );
    expect(await client.request('POST', `${path}/submit-form`, { variables: {} })).toMatchObject({
      status: 400,
      body: {
        message: `Cannot instantiate process definition ${id}: Invalid value submitted for form field 'reason': validation of required failed.`,
      },
    });

    // when
    const started = await client.post<{ id: string }>('/process-definition/key/fields/submit-form', {
      businessKey: 'case-7',
      variables: { reason: { value: 'ill' } },
    });

    // then
    const href = `${engine.url}/process-instance/${started.id}`;
    expect(started).toMatchObject({ businessKey: 'case-7', links: [{ method: 'GET', rel: 'self', href }] });
    expect(await client.get(`/process-instance/${started.id}/variables`)).toMatchObject({
      amount: { value: 5 },
      reason: { value: 'ill' },
    });
  });
});

describe('a form in a file', () => {
  it('is found by its key or its reference', async () => {
    // given
    const { client } = engine;
    const instance = await client.start('files', { form: 'look' });
    const seen: Record<string, unknown> = {};

    // when
    for (let [open] = await tasksOf(instance); open; [open] = await tasksOf(instance)) {
      const { taskDefinitionKey } = await client.get<{ taskDefinitionKey: string }>(`/task/${open.id}`);
      const { key, camundaFormRef } = await client.get<Record<string, unknown>>(`/task/${open.id}/form`);
      expect(open).toMatchObject({ camundaFormRef });
      const { status, headers, body } = await client.request('GET', `/task/${open.id}/deployed-form`);
      const type = headers.get('content-type');
      seen[taskDefinitionKey] = { key, camundaFormRef, status, ...(status === 200 ? { type, body } : {}) };
      await client.post(`/task/${open.id}/complete`);
    }

    // then
    const json = { status: 200, type: 'application/json', key: null };
    const ref = (binding: string, version: number | null = null) => ({ key: 'look', binding, version });
    expect(seen).toEqual({
      page: {
        key: 'embedded:deployment:look.html',
        camundaFormRef: null,
        status: 200,
        type: 'application/xhtml+xml',
        body: '<form name="look"></form>',
      },
      gone: { key: 'camunda-forms:deployment:gone.form', camundaFormRef: null, status: 404 },
      ours: { key: 'njia:follow_ups', camundaFormRef: null, status: 400 },
      newest: { ...json, camundaFormRef: ref('latest'), body: JSON.parse(lookForm('second')) },
      own: { ...json, camundaFormRef: ref('deployment'), body: JSON.parse(lookForm('first')) },
      first: { ...json, camundaFormRef: ref('version', 1), body: JSON.parse(lookForm('first')) },
      third: { key: null, camundaFormRef: ref('version', 3), status: 404 },
    });
  });

  it('may start a process', async () => {
    const { client } = engine;
    expect(await client.get('/process-definition/key/files/startForm')).toMatchObject({
      key: 'deployment:look.html',
    });
    const file = await client.request('GET', '/process-definition/key/files/deployed-start-form');
    expect(file.body).toBe('<form name="look"></form>');
  });
});

it('answers for forms that are not there as Camunda does', async () => {
  const { client } = engine;
  const id = await taskOf(await client.start('plain'));
  const answer = (path: string) => client.request('GET', path);
  expect(await client.get(`/task/${id}/form`)).toEqual({
    key: null,
    camundaFormRef: null,
    contextPath: null,
  });
  expect((await answer(`/task/${id}/rendered-form`)).status).toBe(404);
  expect(await answer(`/task/${id}/deployed-form`)).toMatchObject({
    status: 400,
    body: {
      message: "One of the attributes 'formKey' and 'camunda:formRef' must be supplied but none were set.",
    },
  });
  expect(await client.get('/process-definition/key/plain/startForm')).toMatchObject({ key: null });
  expect(await client.get('/process-definition/key/plain/form-variables')).toEqual({});
  expect(await answer('/task/none/form')).toMatchObject({
    status: 400,
    body: { type: 'RestException', message: 'Cannot get form for task none' },
  });
  expect((await answer('/task/none/form-variables')).status).toBe(400);
  for (const form of ['startForm', 'form-variables', 'rendered-form', 'deployed-start-form']) {
    expect((await answer(`/process-definition/none/${form}`)).status).toBe(404);
  }
});

it('refuses a process with a form that cannot be checked', async () => {
  const bad = form.replace('name="min" config="3"', 'name="validator" config="org.example.Check"');
  const file = processXml('bad', sequence(task('look', '', bad)));
  expect(await engine.client.tryToDeploy({ 'bad.bpmn': file })).toMatchObject({
    status: 400,
    body: {
      type: 'ParseException',
      details: {
        'bad.bpmn': { errors: [{ mainElementId: 'look', message: expect.stringContaining("'amount'") }] },
      },
    },
  });
});
