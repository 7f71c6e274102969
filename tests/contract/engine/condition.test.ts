import { expect, it } from 'vitest';
import { bpmnFile, condition, flow, startEvent, userTask } from '../../support/bpmn-text.ts';
import { useEngine } from '../../support/engine-suite.ts';

const startsWhen = (key: string, expression: string, attributes = {}): string =>
  bpmnFile(
    startEvent('begin', {}, condition(expression, attributes)),
    userTask('look'),
    flow('begin -> look'),
  ).replace('id="process"', `id="${key}"`);

const engine = useEngine((client) =>
  client.deploy({
    'much.bpmn': startsWhen('much', '${amount > 100}'),
    'named.bpmn': startsWhen('named', '${amount > 10}', { 'camunda:variableName': 'reported' }),
  }),
);
const evaluate = (body: object) => engine.client.request('POST', '/condition', body);

it('starts each process whose condition holds, with the variables it was given', async () => {
  // when
  const answer = await evaluate({
    variables: { amount: { value: 150, type: 'Integer' } },
    businessKey: 'c-1',
  });
  // then: the other one looks at another variable only
  expect(answer).toMatchObject({ status: 200, body: [{ definitionKey: 'much', businessKey: 'c-1' }] });
  const [{ id = '' } = {}] = answer.body as { id: string }[];
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toMatchObject([
    { taskDefinitionKey: 'look' },
  ]);
  expect(await engine.client.get(`/process-instance/${id}/variables/amount`)).toMatchObject({ value: 150 });
});

it('starts nothing when no condition holds, or its variable is not there', async () => {
  expect(await evaluate({ variables: { amount: { value: 1 } } })).toMatchObject({ status: 200, body: [] });
  expect(await evaluate({})).toMatchObject({ status: 200, body: [] });
});

it('looks at a condition that names a variable only when that is given', async () => {
  const variables = { amount: { value: 50 }, reported: { value: true } };
  expect(await evaluate({ variables })).toMatchObject({ body: [{ definitionKey: 'named' }] });
});

it('looks at one definition when it is named, which must have such a start event', async () => {
  const [much] = await engine.client.get<{ id: string }[]>('/process-definition?key=much');
  const variables = { amount: { value: 500 }, reported: { value: true } };
  const answer = await evaluate({ variables, processDefinitionId: much?.id });
  expect(answer).toMatchObject({ status: 200, body: [{ definitionId: much?.id }] });
  expect((await evaluate({ variables, processDefinitionId: 'nothing' })).status).toBe(404);
});

it('is listed among the event subscriptions, without a name', async () => {
  expect(await engine.client.get('/event-subscription?eventType=conditional')).toEqual([
    expect.objectContaining({ activityId: 'begin', eventName: null, processInstanceId: null }),
    expect.objectContaining({ activityId: 'begin', eventName: null, processInstanceId: null }),
  ]);
});
