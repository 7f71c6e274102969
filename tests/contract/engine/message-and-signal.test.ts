import { describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask, waitForAnswer } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({
    'waits.bpmn': processXml('waits', sequence(waitForAnswer('wait'), userTask('after'))),
    'begins.bpmn': processXml(
      'begins',
      `<startEvent id="begin"><messageEventDefinition id="m" messageRef="message-begin" /></startEvent>
       <userTask id="first" /><endEvent id="end" />
       <sequenceFlow id="f1" sourceRef="begin" targetRef="first" /><sequenceFlow id="f2" sourceRef="first" targetRef="end" />`,
    ),
    'listens.bpmn': processXml(
      'listens',
      sequence(
        {
          id: 'listen',
          xml: '<intermediateCatchEvent id="listen"><signalEventDefinition id="s" signalRef="signal-alarm" /></intermediateCatchEvent>',
        },
        externalTask('react'),
      ),
    ),
    'throws.bpmn': processXml(
      'throws',
      sequence({
        id: 'throw',
        xml: '<intermediateThrowEvent id="throw"><signalEventDefinition id="t" signalRef="signal-alarm" /></intermediateThrowEvent>',
      }),
    ),
  }),
);

const tasksOf = (id: string) =>
  engine.client.get<{ taskDefinitionKey: string }[]>(`/task?processInstanceId=${id}`);
const send = (body: Record<string, unknown>) => engine.client.request('POST', '/message', body);

describe('a message', () => {
  it('reaches the one instance of a business key and brings variables', async () => {
    const one = await engine.client.start('waits', {}, 'case-1');
    const other = await engine.client.start('waits', {}, 'case-2');
    expect(await engine.client.get(`/event-subscription?processInstanceId=${one}`)).toMatchObject([
      { eventType: 'message', eventName: 'Answer', activityId: 'wait' },
    ]);
    const answer = await send({
      messageName: 'Answer',
      businessKey: 'case-1',
      processVariables: { providerAnswer: { value: 'accepted', type: 'String' } },
    });
    expect(answer.status).toBe(204);
    expect(await tasksOf(one)).toMatchObject([{ taskDefinitionKey: 'after' }]);
    expect(await tasksOf(other)).toEqual([]);
    expect(await engine.client.get(`/process-instance/${one}/variables/providerAnswer`)).toMatchObject({
      value: 'accepted',
    });
    expect(await engine.client.get(`/event-subscription?processInstanceId=${one}`)).toEqual([]);
  });

  it('is refused when it fits no instance or several', async () => {
    await engine.client.start('waits', { referralId: 'r-1' }, 'twins');
    await engine.client.start('waits', { referralId: 'r-2' }, 'twins');
    expect(await send({ messageName: 'Answer', businessKey: 'nobody' })).toMatchObject({
      status: 400,
      body: { type: 'RestException', code: 0 },
    });
    expect((await send({ messageName: 'Answer', businessKey: 'twins' })).status).toBe(400);
    expect((await send({ messageName: 'Unheard' })).status).toBe(400);
  });

  it('finds an instance by its variables, each key counting', async () => {
    const wanted = await engine.client.start('waits', { referralId: 'r-10', round: 2 });
    await engine.client.start('waits', { referralId: 'r-10', round: 1 });
    const keys = { referralId: { value: 'r-10', type: 'String' }, round: { value: 2, type: 'Integer' } };
    const result = await send({ messageName: 'Answer', correlationKeys: keys, resultEnabled: true });
    expect(result).toMatchObject({
      status: 200,
      body: [{ resultType: 'Execution', execution: { processInstanceId: wanted }, processInstance: null }],
    });
  });

  it('reaches every fitting instance when all are meant', async () => {
    const ids = [
      await engine.client.start('waits', {}, 'many'),
      await engine.client.start('waits', {}, 'many'),
    ];
    expect((await send({ messageName: 'Answer', businessKey: 'many', all: true })).status).toBe(204);
    for (const id of ids) expect(await tasksOf(id)).toHaveLength(1);
  });

  it('addressed to one instance reaches only that one', async () => {
    const id = await engine.client.start('waits', {}, 'addressed');
    await engine.client.start('waits', {}, 'addressed');
    expect((await send({ messageName: 'Answer', processInstanceId: id })).status).toBe(204);
    expect((await send({ messageName: 'Answer', processInstanceId: id })).status).toBe(400);
  });

  it('starts the process that begins with it', async () => {
    const { body } = await send({
      messageName: 'Begin',
      businessKey: 'started',
      processVariables: { caseId: { value: 'c' } },
      resultEnabled: true,
      variablesInResultEnabled: true,
    });
    expect(body).toMatchObject([
      {
        resultType: 'ProcessDefinition',
        processInstance: { businessKey: 'started', definitionKey: 'begins', ended: false },
        variables: { caseId: { value: 'c' } },
      },
    ]);
  });
});

describe('a signal', () => {
  it('sent from outside reaches everyone who waits', async () => {
    const ids = [await engine.client.start('listens'), await engine.client.start('listens')];
    const answer = await engine.client.request('POST', '/signal', {
      name: 'Alarm',
      variables: { level: { value: 3 } },
    });
    expect(answer.status).toBe(204);
    for (const id of ids) {
      expect(await engine.client.get(`/external-task?processInstanceId=${id}`)).toHaveLength(1);
      expect(await engine.client.get(`/process-instance/${id}/variables/level`)).toMatchObject({ value: 3 });
    }
  });

  it('thrown by one instance reaches the others', async () => {
    const listening = await engine.client.start('listens');
    await engine.client.start('throws');
    expect(await engine.client.get(`/external-task?processInstanceId=${listening}`)).toHaveLength(1);
  });
});
