import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { callActivity, processXml, sequence, userTask } from '../../support/small-process.ts';

const DEFINITIONS = {
  escalation: '<escalationEventDefinition id="d" escalationRef="escalation-late" />',
  signal: '<signalEventDefinition id="d" signalRef="signal-stop" />',
};
type Kind = keyof typeof DEFINITIONS;

/** Throws, then waits for somebody. */
const throwing = (kind: Kind) =>
  processXml(
    `throws-${kind}`,
    sequence(
      {
        id: 'throw',
        xml: `<intermediateThrowEvent id="throw">${DEFINITIONS[kind]}</intermediateThrowEvent>`,
      },
      userTask('work'),
    ),
  ).replace(
    '<process',
    `<escalation id="escalation-late" escalationCode="late" /><signal id="signal-stop" name="stop-${kind}" /><process`,
  );

const catching = (kind: Kind, isInterrupting: boolean, called: string) =>
  processXml(
    `catches-${kind}-${isInterrupting}-${called}`,
    `${sequence(callActivity('call', called))}
     <boundaryEvent id="caught" attachedToRef="call" cancelActivity="${isInterrupting}">${DEFINITIONS[kind]}</boundaryEvent>
     <userTask id="look" /><sequenceFlow id="f1" sourceRef="caught" targetRef="look" />`,
  ).replace(
    '<process',
    `<escalation id="escalation-late" escalationCode="late" /><signal id="signal-stop" name="stop-${kind}" /><process`,
  );

const KINDS: Kind[] = ['escalation', 'signal'];
const engine = useEngine((client) =>
  client.deploy(
    Object.fromEntries(
      KINDS.flatMap((kind) => [
        [`throws-${kind}.bpmn`, throwing(kind)],
        [
          `between-${kind}.bpmn`,
          processXml(`between-${kind}`, sequence(callActivity('inner', `throws-${kind}`))),
        ],
        [`interrupted-${kind}.bpmn`, catching(kind, true, `throws-${kind}`)],
        [`far-${kind}.bpmn`, catching(kind, true, `between-${kind}`)],
        [`beside-${kind}.bpmn`, catching(kind, false, `throws-${kind}`)],
      ]),
    ),
  ),
);

interface Row {
  activityId: string;
  canceled: boolean;
}

const historyOf = async (instanceId: string): Promise<string[]> => {
  const rows = await engine.client.get<Row[]>(`/history/activity-instance?processInstanceId=${instanceId}`);
  return rows.map(({ activityId, canceled }) => `${activityId}${canceled ? ' canceled' : ''}`).toSorted();
};
const calledBy = async (instanceId: string): Promise<string> => {
  const [called] = await engine.client.get<{ id: string }[]>(
    `/history/process-instance?superProcessInstanceId=${instanceId}`,
  );
  return called?.id ?? '';
};

it.each(KINDS)('of a process whose %s interrupts its caller no token takes a further step', async (kind) => {
  const { client } = engine;
  const id = await client.start(`catches-${kind}-true-throws-${kind}`);
  expect(await client.get(`/task?processInstanceId=${id}`)).toMatchObject([{ taskDefinitionKey: 'look' }]);
  expect(await client.get(`/process-instance?superProcessInstance=${id}`)).toEqual([]);
  expect(await historyOf(await calledBy(id))).toEqual(['start', 'throw canceled']);
  expect(await historyOf(id)).toEqual(['call canceled', 'caught', 'look', 'start']);
});

it.each(KINDS)('nor of one whose %s interrupts a caller further up', async (kind) => {
  const { client } = engine;
  const id = await client.start(`catches-${kind}-true-between-${kind}`);
  const between = await calledBy(id);
  expect(await client.get(`/task?processInstanceId=${id}`)).toMatchObject([{ taskDefinitionKey: 'look' }]);
  expect(await historyOf(between)).toEqual(['inner canceled', 'start']);
  expect(await historyOf(await calledBy(between))).toEqual(['start', 'throw canceled']);
});

it.each(KINDS)('after a %s that interrupts nobody the called process goes on', async (kind) => {
  const { client } = engine;
  const id = await client.start(`catches-${kind}-false-throws-${kind}`);
  const [called] = await client.get<{ id: string }[]>(`/process-instance?superProcessInstance=${id}`);
  expect(await client.get(`/task?processInstanceId=${called?.id}`)).toMatchObject([
    { taskDefinitionKey: 'work' },
  ]);
  expect(await client.get(`/task?processInstanceId=${id}`)).toMatchObject([{ taskDefinitionKey: 'look' }]);
});
