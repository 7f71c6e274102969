import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

/** A user task whose escalations LATE go beside it to `remind` and STOP instead of it to `supervise`. */
const model = processXml(
  'escalating',
  [
    sequence(userTask('look')),
    boundary('late', 'false', 'remind'),
    boundary('stop', 'true', 'supervise'),
  ].join(''),
).replace(
  '</definitions>',
  `<escalation id="escalation-late" escalationCode="LATE" />
   <escalation id="escalation-stop" escalationCode="STOP" /></definitions>`,
);

function boundary(name: string, interrupts: string, next: string): string {
  return `<boundaryEvent id="on-${name}" attachedToRef="look" cancelActivity="${interrupts}">
      <escalationEventDefinition escalationRef="escalation-${name}" /></boundaryEvent>
    ${userTask(next).xml}<endEvent id="end-${name}" />
    <sequenceFlow id="to-${next}" sourceRef="on-${name}" targetRef="${next}" />
    <sequenceFlow id="from-${next}" sourceRef="${next}" targetRef="end-${name}" />`;
}

const engine = useEngine((client) => client.deploy({ 'escalating.bpmn': model }));

async function startLooking() {
  const { client } = engine;
  const instance = await client.start('escalating', {});
  const tasks = () =>
    client.get<{ id: string; taskDefinitionKey: string }[]>(`/task?processInstanceId=${instance}`);
  const [task] = await tasks();
  const escalate = (body: object) => client.request('POST', `/task/${task?.id}/bpmnEscalation`, body);
  const keys = async () => (await tasks()).map((one) => one.taskDefinitionKey).sort();
  return { id: task?.id ?? '', instance, escalate, keys };
}

it('keeps a task that escalates to an event beside it, with the variables it reports', async () => {
  // given
  const { escalate, instance, keys } = await startLooking();

  // when
  const variables = { why: { value: 'no answer' } };
  const answer = await escalate({ escalationCode: 'LATE', variables });

  // then
  expect(answer.status).toBe(204);
  expect(await keys()).toEqual(['look', 'remind']);
  expect(await engine.client.get(`/process-instance/${instance}/variables`)).toMatchObject(variables);
});

it('ends a task whose escalation interrupts it', async () => {
  // given
  const { id, escalate, keys } = await startLooking();

  // when
  const answer = await escalate({ escalationCode: 'STOP' });

  // then
  expect(answer.status).toBe(204);
  expect(await keys()).toEqual(['supervise']);
  const [past] = await engine.client.get<{ endTime: string | null }[]>(`/history/task?taskId=${id}`);
  expect(past?.endTime).not.toBeNull();
  expect((await escalate({ escalationCode: 'STOP' })).status).toBe(404);
});

it('leaves a task alone when nobody catches its escalation, and asks for a code', async () => {
  const { escalate, keys } = await startLooking();
  expect((await escalate({ escalationCode: 'UNHEARD' })).status).toBe(204);
  expect(await escalate({})).toMatchObject({ status: 400, body: { type: 'InvalidRequestException' } });
  expect(await keys()).toEqual(['look']);
});
