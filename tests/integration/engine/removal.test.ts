import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import {
  externalTask,
  processXml,
  sequence,
  userTask,
  waitFor,
  waitForAnswer,
} from '../../support/small-process.ts';

// No foreign key joins the tables of what runs (docs/decisions/0011): what ends must take along all that belongs to it.

const WAITS = [externalTask('work'), userTask('look'), waitFor('pause', 'P1D'), waitForAnswer('answer')];

/** All kinds of waits at once. */
const EVERY_WAIT = [
  '<startEvent id="start" />',
  ...WAITS.map(({ id, xml }) => `${xml}<sequenceFlow id="to-${id}" sourceRef="start" targetRef="${id}" />`),
].join('');

const STARTS = `
  <startEvent id="daily"><timerEventDefinition id="daily-timer"><timeCycle xsi:type="tFormalExpression">R/P1D</timeCycle></timerEventDefinition></startEvent>
  <startEvent id="begun"><messageEventDefinition id="begun-message" messageRef="message-begin" /></startEvent>
  <userTask id="look" />
  <sequenceFlow id="from-daily" sourceRef="daily" targetRef="look" />
  <sequenceFlow id="from-begun" sourceRef="begun" targetRef="look" />`;

const engine = useEngine((client) =>
  client.deploy({ 'every-wait.bpmn': processXml('every-wait', EVERY_WAIT) }),
);

let sql: pg.Client;
beforeAll(async () => {
  sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
});
afterAll(() => sql.end());

const RUNNING = ['variables', 'external_tasks', 'user_tasks', 'jobs', 'event_subscriptions'];

/** How many rows tables have where a column has a value. */
async function rowsOf(tables: string[], column: string, value: unknown): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rowCount } = await sql.query(`SELECT 1 FROM engine.${table} WHERE ${column} = $1`, [value]);
    counts[table] = rowCount ?? 0;
  }
  return counts;
}

const none = (tables: string[]) => Object.fromEntries(tables.map((table) => [table, 0]));

async function taskOf(instanceId: string): Promise<string> {
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${instanceId}`);
  return task?.id ?? '';
}

const partOf = (parentTaskId: string, id: string) =>
  engine.client.post('/task/create', { id, parentTaskId, assignee: 'ann' });

describe('An instance that is deleted', () => {
  it('takes along all that runs in it, and nothing of another one', async () => {
    const [gone, kept] = [
      await engine.client.start('every-wait', { a: 1, b: 2 }),
      await engine.client.start('every-wait', { a: 1, b: 2 }),
    ];
    const all = { variables: 2, external_tasks: 1, user_tasks: 1, jobs: 1, event_subscriptions: 1 };
    expect(await rowsOf(RUNNING, 'instance_id', gone)).toEqual(all);
    const task = await taskOf(gone);
    await partOf(task, 'part-of-deleted');

    expect((await engine.client.request('DELETE', `/process-instance/${gone}`)).status).toBe(204);

    expect(await rowsOf(RUNNING, 'instance_id', gone)).toEqual(none(RUNNING));
    expect(await rowsOf(['identity_links'], 'task_id', task)).toEqual({ identity_links: 0 });
    expect((await engine.client.request('GET', '/task/part-of-deleted')).status).toBe(404);
    expect(await rowsOf(RUNNING, 'instance_id', kept)).toEqual(all);
    expect(await rowsOf(['identity_links'], 'task_id', await taskOf(kept))).toEqual({ identity_links: 1 });
  });
});

describe('A task that ends', () => {
  const OF_TASKS = ['identity_links', 'task_variables'];

  it('takes along its parts to any depth, their variables and whom they are linked to', async () => {
    const instance = await engine.client.start('every-wait');
    const task = await taskOf(instance);
    await partOf(task, 'part');
    await partOf('part', 'part-of-part');
    await engine.client.request('PUT', '/task/part-of-part/variables/note', { value: 'x', type: 'String' });
    await engine.client.post('/task/part-of-part/identity-links', { userId: 'bea', type: 'candidate' });
    expect(await rowsOf(OF_TASKS, 'task_id', 'part-of-part')).toEqual({
      identity_links: 1,
      task_variables: 1,
    });

    await engine.client.post(`/task/${task}/complete`);

    expect(await rowsOf(['user_tasks'], 'id', 'part-of-part')).toEqual({ user_tasks: 0 });
    for (const id of [task, 'part', 'part-of-part'])
      expect(await rowsOf(OF_TASKS, 'task_id', id), id).toEqual(none(OF_TASKS));
    expect(await engine.client.get('/history/task?taskId=part-of-part')).toMatchObject([
      { deleteReason: 'completed' },
    ]);
  });

  it('keeps the log of its links as long as its own record', async () => {
    const instance = await engine.client.start('every-wait');
    const task = await taskOf(instance);
    expect(await rowsOf(['history_identity_links'], 'task_id', task)).toEqual({ history_identity_links: 1 });
    await engine.client.request('DELETE', `/process-instance/${instance}`);
    expect(await rowsOf(['history_identity_links'], 'task_id', task)).toEqual({ history_identity_links: 1 });

    await engine.client.request('DELETE', `/history/process-instance/${instance}`);

    expect(await rowsOf(['history_identity_links'], 'task_id', task)).toEqual({ history_identity_links: 0 });
  });
});

describe('A definition that is deleted', () => {
  const STARTERS = ['jobs', 'event_subscriptions'];

  it.each(['deployment', 'definition'])('by its %s takes along what would start it', async (by) => {
    const deployment = await engine.client.deploy({ 'starts.bpmn': processXml('starts', STARTS) });
    const { id } = await engine.client.get<{ id: string }>('/process-definition/key/starts');
    expect(await rowsOf(STARTERS, 'definition_id', id)).toEqual({ jobs: 1, event_subscriptions: 1 });

    const path = by === 'definition' ? `/process-definition/${id}` : `/deployment/${deployment.id}`;
    expect((await engine.client.request('DELETE', `${path}?cascade=true`)).status).toBe(204);

    expect(await rowsOf(STARTERS, 'definition_id', id)).toEqual(none(STARTERS));
  });

  it('takes along what runs of it', async () => {
    const { id: deploymentId } = await engine.client.deploy({
      'going.bpmn': processXml('going', sequence(waitFor('pause', 'P1D'))),
    });
    const instance = await engine.client.start('going', { a: 1 });

    await engine.client.request('DELETE', `/deployment/${deploymentId}?cascade=true`);

    expect(await rowsOf(RUNNING, 'instance_id', instance)).toEqual(none(RUNNING));
  });
});
