import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { callActivity, processXml, sequence, userTask } from '../../support/small-process.ts';

/** What a client sees of where the tokens stand. */
interface Tree {
  id: string;
  activityId: string;
  parentActivityInstanceId: string | null;
  childActivityInstances: Tree[];
}

const steps = processXml(
  'steps',
  sequence(
    userTask('one'),
    {
      id: 'visits',
      xml: `<subProcess id="visits">
        <multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
        ${sequence(userTask('visit')).replaceAll('"start"', '"begin"').replaceAll('"end"', '"stop"').replaceAll('flow-', 'in-')}
      </subProcess>`,
    },
    userTask('three'),
  ),
);

const suite = useEngine(
  (client) =>
    client.deploy({
      'steps.bpmn': steps,
      'caller.bpmn': processXml('caller', sequence(callActivity('call', 'steps'), userTask('after'))),
    }),
  { executor: 'token-core' },
);

const tree = (id: string) => suite.client.get<Tree>(`/process-instance/${id}/activity-instances`);
const modify = (id: string, ...instructions: unknown[]) =>
  suite.client.request('POST', `/process-instance/${id}/modification`, { instructions });

async function tasksOf(id: string): Promise<string[]> {
  const tasks = await suite.client.get<{ taskDefinitionKey: string }[]>(`/task?processInstanceId=${id}`);
  return tasks.map(({ taskDefinitionKey }) => taskDefinitionKey).sort();
}

it('moves a token by the id the tree of activity instances gives', async () => {
  // given
  const id = await suite.client.start('steps');
  const [one] = (await tree(id)).childActivityInstances;
  // when
  const answer = await modify(
    id,
    { type: 'cancel', activityInstanceId: one?.id },
    {
      type: 'startBeforeActivity',
      activityId: 'three',
      variables: { why: { value: 'r-1', type: 'String' } },
    },
  );
  // then
  expect(answer).toMatchObject({ status: 204, body: null });
  expect(await tasksOf(id)).toEqual(['three']);
  expect(await suite.client.get(`/process-instance/${id}/variables/why`)).toMatchObject({ value: 'r-1' });
});

it('shows bodies and instances of multi-instance scopes, each of which can be named', async () => {
  // given
  const id = await suite.client.start('steps');
  await modify(id, { type: 'cancel', activityId: 'one' }, { type: 'startAfterActivity', activityId: 'one' });
  const root = await tree(id);
  const [body] = root.childActivityInstances;
  expect(body).toMatchObject({ activityId: 'visits#multiInstanceBody', parentActivityInstanceId: id });
  const scopes = body?.childActivityInstances ?? [];
  expect(scopes.map(({ activityId }) => activityId)).toEqual(['visits', 'visits']);
  expect(scopes[0]?.childActivityInstances).toMatchObject([
    { activityId: 'visit', parentActivityInstanceId: scopes[0]?.id },
  ]);
  // when
  await modify(id, { type: 'cancel', activityInstanceId: scopes[0]?.id });
  const second = await modify(id, {
    type: 'startBeforeActivity',
    activityId: 'visit',
    ancestorActivityInstanceId: scopes[1]?.id,
  });
  // then
  expect(second.status).toBe(204);
  const [left] = (await tree(id)).childActivityInstances[0]?.childActivityInstances ?? [];
  expect(left).toMatchObject({ id: scopes[1]?.id });
  expect(left?.childActivityInstances.map(({ activityId }) => activityId)).toEqual(['visit', 'visit']);
});

it('carries out all instructions or none', async () => {
  const id = await suite.client.start('steps');
  const answer = await modify(
    id,
    { type: 'cancel', activityId: 'one' },
    { type: 'startBeforeActivity', activityId: 'nowhere' },
  );
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ type: 'NotValidException', code: 0 });
  expect(await tasksOf(id)).toEqual(['one']);
});

it.each([
  [{ type: 'cancel' }, /exactly one, 'activityId', 'activityInstanceId', or/],
  [{ type: 'startBeforeActivity' }, /'activityId' must be set/],
  [{ type: 'startTransition', activityId: 'one' }, /'transitionId' must be set/],
])('says what the instruction %o lacks', async (instruction, message) => {
  const id = await suite.client.start('steps');
  const answer = await modify(id, instruction);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    type: 'InvalidRequestException',
    message: expect.stringMatching(message),
  });
});

it('answers 500 for an instance that does not run, as Camunda 7 does', async () => {
  const answer = await modify('gone', { type: 'cancel', activityId: 'one' });
  expect(answer).toMatchObject({ status: 500, body: { type: 'ProcessEngineException', code: 0 } });
});

it('starts where start instructions say', async () => {
  // when
  const { id } = await suite.client.post<{ id: string }>('/process-definition/key/steps/start', {
    startInstructions: [
      { type: 'startBeforeActivity', activityId: 'three' },
      { type: 'startTransition', transitionId: 'flow-start-one' },
    ],
  });
  // then
  expect(await tasksOf(id)).toEqual(['one', 'three']);
});

it('ends an instance whose last token is cancelled, and the call activity that waits for it', async () => {
  // given
  const caller = await suite.client.start('caller');
  const [called] = await suite.client.get<{ id: string }[]>(
    `/process-instance?superProcessInstance=${caller}`,
  );
  // when
  expect((await modify(called?.id ?? '', { type: 'cancel', activityId: 'one' })).status).toBe(204);
  // then
  for (const id of [called?.id, caller]) {
    expect(await suite.client.get(`/history/process-instance/${id}`)).toMatchObject({
      state: 'EXTERNALLY_TERMINATED',
    });
  }
});

it('is refused for a process of the executor that cannot do it', async () => {
  // given
  await suite.client.deploy(
    { 'library.bpmn': processXml('library', sequence(userTask('only'))) },
    { 'njia-executor': 'bpmn-engine' },
  );
  const id = await suite.client.start('library');
  // when, then
  expect(await modify(id, { type: 'startBeforeActivity', activityId: 'only' })).toMatchObject({
    status: 500,
    body: { message: expect.stringContaining("'bpmn-engine' cannot move tokens by hand") },
  });
});
