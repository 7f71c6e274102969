import pg from 'pg';
import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { callActivity, processXml, sequence, userTask } from '../../support/small-process.ts';

const heard = (event: string) =>
  `<camunda:taskListener event="${event}" expression="\${task.setVariable('log', log.concat('${event} '))}" />`;

const listener = (event: string, expression: string) =>
  `<extensionElements><camunda:executionListener event="${event}" expression="${expression}" /></extensionElements>`;

const late = `<camunda:taskListener id="late" event="timeout" expression="\${task.setPriority(log.length())}">
    <timerEventDefinition id="a-day"><timeDuration>P1D</timeDuration></timerEventDefinition>
  </camunda:taskListener>`;

const engine = useEngine((client) =>
  client.deploy({
    'calls.bpmn': processXml(
      'calls-listening',
      sequence(callActivity('call', 'listening', '<camunda:in variables="all" />')),
    ),
    'failing.bpmn': processXml('failing', `${listener('end', '${missing}')}${sequence(userTask('wait'))}`),
    'patient.bpmn': processXml(
      'patient',
      sequence({
        id: 'wait',
        xml: `<userTask id="wait"><extensionElements>${late}</extensionElements></userTask>`,
      }),
    ),
    'listening.bpmn': processXml(
      'listening',
      `${listener('end', "${execution.isCanceled() ? execution.setVariable('log', log.concat('gone ')) : null}")}
       ${sequence(
         {
           id: 'check',
           xml: `<userTask id="check" name="Check"><extensionElements>
            ${['create', 'assignment', 'update', 'complete', 'delete'].map(heard).join('')}
            <camunda:taskListener event="assignment" expression="\${task.setPriority(90)}" />
            <camunda:taskListener event="create" expression="\${execution.setVariable('taskId', task.id)}" />
            <camunda:taskListener event="complete" expression="\${task.setName(task.name.concat(' for ').concat(task.assignee))}" />
          </extensionElements></userTask>`,
         },
         userTask('after'),
       )}
       <boundaryEvent id="withdrawn" attachedToRef="check"><messageEventDefinition id="d" messageRef="message-answer" /></boundaryEvent>
       <sequenceFlow id="f1" sourceRef="withdrawn" targetRef="after" />`,
    ),
  }),
);

interface Task {
  id: string;
  assignee: string | null;
  priority: number;
}

const logOf = async (id: string) =>
  (await engine.client.get<{ log: { value: string } }>(`/process-instance/${id}/variables`)).log.value;
const taskOf = async (id: string) => {
  const [task] = await engine.client.get<Task[]>(`/task?processInstanceId=${id}`);
  return task as Task;
};

it('lets the listeners of a task hear of a claim and of its completion, and keeps what they change', async () => {
  const { client } = engine;
  // given
  const id = await client.start('listening', { log: '' });
  const task = await taskOf(id);
  const { taskId } = await client.get<{ taskId: unknown }>(`/process-instance/${id}/variables`);
  expect(taskId).toMatchObject({ value: task.id });
  // when
  await client.post(`/task/${task.id}/claim`, { userId: 'amina' });
  // then
  expect(await taskOf(id)).toMatchObject({ assignee: 'amina', priority: 90 });
  expect(await logOf(id)).toBe('create update assignment ');
  // when
  await client.post(`/task/${task.id}/complete`);
  // then
  expect(await logOf(id)).toBe('create update assignment complete ');
  expect(await client.get(`/history/task?taskId=${task.id}`)).toMatchObject([
    { name: 'Check for amina', assignee: 'amina', priority: 90, deleteReason: 'completed' },
  ]);
});

it('lets the listeners of a task hear that it is given up', async () => {
  const { client } = engine;
  const id = await client.start('listening', { log: '' });
  await client.post('/message', { messageName: 'Answer', processInstanceId: id });
  expect(await logOf(id)).toBe('create delete ');
});

it.each([
  [false, 'create delete '],
  [true, 'create '],
])('leaves listeners out of a modification when asked to: %s', async (skipCustomListeners, log) => {
  const { client } = engine;
  const id = await client.start('listening', { log: '' });
  await client.post(`/process-instance/${id}/modification`, {
    skipCustomListeners,
    instructions: [
      { type: 'startBeforeActivity', activityId: 'after' },
      { type: 'cancel', activityId: 'check' },
    ],
  });
  expect(await logOf(id)).toBe(log);
});

it('runs the job of a listener that waits for a time, and keeps what it changes', async () => {
  const { client } = engine;
  // given
  const id = await client.start('patient', { log: 'abc' });
  const [job] = await client.get<{ id: string }[]>(`/job?processInstanceId=${id}&activityId=wait`);
  expect(await client.get('/job-definition?activityIdIn=wait')).toMatchObject([
    { jobType: 'timer-task-listener', jobConfiguration: 'DURATION: P1D' },
  ]);
  // when
  await client.post(`/job/${job?.id}/execute`);
  // then
  expect(await taskOf(id)).toMatchObject({ priority: 3 });
  expect(await client.get(`/job?processInstanceId=${id}`)).toEqual([]);
});

async function asSql(text: string): Promise<void> {
  const sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
  await sql.query(text);
  await sql.end();
}

it('gives each listener that waits a job definition of its own, and keeps what was said of one they shared', async () => {
  const { client } = engine;
  // given a definition that was deployed when they shared one
  const two = processXml(
    'two-patient',
    sequence({
      id: 'wait',
      xml: `<userTask id="wait"><extensionElements>${late}${late
        .replace('"late"', '"later"')
        .replace('a-day', 'two-days')
        .replace('P1D', 'P2D')}</extensionElements></userTask>`,
    }),
  );
  await client.deploy({ 'two-patient.bpmn': two });
  const old = await client.start('two-patient', { log: '' });
  await asSql(`
    UPDATE engine.jobs SET listener_id = NULL;
    DELETE FROM engine.job_definitions WHERE configuration = 'DURATION: P2D';
    UPDATE engine.job_definitions SET listener_id = NULL, suspended = true, priority = 5,
           id = md5(definition_id || activity_id || type)::uuid::text WHERE listener_id IS NOT NULL;
    UPDATE engine.process_definitions SET jobs_declared = false`);
  // when
  const definitions = await client.get<{ id: string; suspended: boolean; jobConfiguration: string }[]>(
    '/job-definition?processDefinitionKey=two-patient&sortBy=jobConfiguration&sortOrder=asc',
  );
  const next = await client.start('two-patient', { log: '' });
  // then
  expect(definitions).toMatchObject([
    { jobConfiguration: 'DURATION: P1D', suspended: true, overridingJobPriority: 5 },
    { jobConfiguration: 'DURATION: P1D', suspended: true, overridingJobPriority: 5 },
    { jobConfiguration: 'DURATION: P2D', suspended: true, overridingJobPriority: 5 },
  ]);
  const ofJobs = async (id: string) =>
    (await client.get<{ jobDefinitionId: string }[]>(`/job?processInstanceId=${id}`)).map(
      ({ jobDefinitionId }) => jobDefinitionId,
    );
  const [shared, ...more] = await ofJobs(old);
  expect(more).toEqual([shared]);
  expect([shared, ...(await ofJobs(next))].sort()).toEqual(definitions.map(({ id }) => id).sort());
});

it('forgets the job of a listener once its task is completed', async () => {
  const { client } = engine;
  const id = await client.start('patient', { log: '' });
  await client.post(`/task/${(await taskOf(id)).id}/complete`);
  expect(await client.get(`/job?processInstanceId=${id}`)).toEqual([]);
});

const logInHistory = async (id: string) => {
  const [log] = await engine.client.get<{ value: string }[]>(
    `/history/variable-instance?processInstanceId=${id}&variableName=log`,
  );
  return log?.value;
};

it.each([
  ['', 'create delete gone '],
  ['?skipCustomListeners=true', 'create '],
])('lets listeners hear that an instance is deleted as a whole: %s', async (query, log) => {
  const { client } = engine;
  const id = await client.start('listening', { log: '' });
  const task = await taskOf(id);
  await client.request('DELETE', `/process-instance/${id}${query}`);
  expect(await logInHistory(id)).toBe(log);
  expect(await client.get(`/history/task?taskId=${task.id}`)).toMatchObject([{ deleteReason: 'deleted' }]);
});

it('lets them hear when the caller of their instance is deleted', async () => {
  const { client } = engine;
  const id = await client.start('calls-listening', { log: '' });
  const [called] = await client.get<{ id: string }[]>(`/process-instance?superProcessInstance=${id}`);
  await client.request('DELETE', `/process-instance/${id}`);
  expect(await logInHistory(called?.id ?? '')).toBe('create delete gone ');
});

it.each([
  [false, 'create delete gone '],
  [true, 'create '],
])('lets them hear of a modification of their caller, unless they are skipped: %s', async (skip, log) => {
  const { client } = engine;
  // given
  const id = await client.start('calls-listening', { log: '' });
  const [called] = await client.get<{ id: string }[]>(`/process-instance?superProcessInstance=${id}`);
  // when
  await client.post(`/process-instance/${id}/modification`, {
    skipCustomListeners: skip,
    instructions: [{ type: 'cancel', activityId: 'call' }],
  });
  // then
  expect(await logInHistory(called?.id ?? '')).toBe(log);
  expect(await client.get(`/history/process-instance/${called?.id}`)).toMatchObject({
    state: 'EXTERNALLY_TERMINATED',
  });
});

it('keeps an instance whose listener fails, as in Camunda', async () => {
  const { client } = engine;
  const id = await client.start('failing');
  expect((await client.request('DELETE', `/process-instance/${id}`)).status).toBe(500);
  expect(await client.get(`/process-instance?processInstanceIds=${id}`)).toHaveLength(1);
  await client.request('DELETE', `/process-instance/${id}?skipCustomListeners=true`);
  expect(await client.get(`/process-instance?processInstanceIds=${id}`)).toEqual([]);
});
