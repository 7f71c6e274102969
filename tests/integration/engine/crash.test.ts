import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { spawnEngine } from '../../support/engine-server.ts';
import type { EngineProcess } from '../../support/engine-server.ts';
import { eventually } from '../../support/engine-suite.ts';
import {
  callActivity,
  externalTask,
  processXml,
  sequence,
  userTask,
  waitFor,
  waitForAnswer,
} from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let engine: EngineProcess;
let client: EngineClient;

beforeAll(async () => {
  database = await createTestDatabase();
  await restart();
});
afterAll(async () => {
  await engine.kill();
  await database.drop();
});

/** Kills the engine without warning and starts another one on the same database. */
async function restart(): Promise<void> {
  await engine?.kill();
  engine = await spawnEngine({ databaseUrl: database.url });
  client = new EngineClient(engine.url);
}

it('goes on where it was after being killed between any two steps', async () => {
  // given
  await client.deploy({
    'main.bpmn': processXml(
      'main',
      sequence(
        externalTask('screen'),
        userTask('register'),
        waitForAnswer('wait'),
        waitFor('pause', 'PT0.1S'),
        callActivity('call', 'child'),
        userTask('close'),
      ),
    ),
    'child.bpmn': processXml('child', sequence(externalTask('match'))),
  });
  await restart();
  const id = await client.start('main', { caseId: 'c-1' }, 'c-1');
  await restart();

  // when
  const [screen] = await client.fetchAndLock('screen', 'w');
  await restart();
  await client.post(`/external-task/${screen?.id}/complete`, {
    workerId: 'w',
    variables: { riskLevel: { value: 'high' } },
  });
  await restart();
  await completeOnlyTask(id);
  await restart();
  await client.post('/message', { messageName: 'Answer', businessKey: 'c-1' });
  await restart();
  const match = await eventually(async () => (await client.fetchAndLock('match', 'w'))[0]);
  await restart();
  await client.post(`/external-task/${match.id}/complete`, {
    workerId: 'w',
    variables: { found: { value: 3 } },
  });
  await restart();
  await completeOnlyTask(id);

  // then
  expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({ state: 'COMPLETED' });
  const variables = await client.get<{ name: string; value: unknown }[]>(
    `/history/variable-instance?processInstanceId=${id}&sortBy=variableName&sortOrder=asc`,
  );
  expect(variables.map(({ name, value }) => [name, value])).toEqual([
    ['caseId', 'c-1'],
    ['found', 3],
    ['riskLevel', 'high'],
  ]);
});

async function completeOnlyTask(processInstanceId: string): Promise<void> {
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${processInstanceId}`);
  await client.post(`/task/${task?.id}/complete`);
}

it('loses and doubles nothing when it is killed while workers report', async () => {
  // given
  await client.deploy({
    'busy.bpmn': processXml('busy', sequence(externalTask('busy-work'), userTask('done'))),
  });
  const ids: string[] = [];
  for (let count = 0; count < 20; count += 1) ids.push(await client.start('busy'));
  const tasks = [
    ...(await client.fetchAndLock('busy-work', 'w')),
    ...(await client.fetchAndLock('busy-work', 'w')),
  ];
  expect(tasks).toHaveLength(20);

  // when
  const reports = tasks.map((task) => report(task.id));
  await reports[0];
  await engine.kill();
  await Promise.all(reports);
  await restart();
  for (const task of tasks) expect(await report(task.id)).toBe(204);

  // then
  for (const id of ids) {
    expect(await client.get(`/task?processInstanceId=${id}`)).toMatchObject([{ taskDefinitionKey: 'done' }]);
  }
});

function report(taskId: string): Promise<number> {
  return client.request('POST', `/external-task/${taskId}/complete`, { workerId: 'w' }).then(
    ({ status }) => status,
    () => 0,
  );
}

it('answers waiting workers with nothing when it is asked to stop', async () => {
  const waiting = client.fetchAndLock('nothing-here', 'w', { asyncResponseTimeout: 60_000 });
  // The request is under way once another one after it was answered on the same engine.
  await client.get('/version');
  await client.get('/version');
  await engine.stop();
  expect(await waiting).toEqual([]);
  engine = await spawnEngine({ databaseUrl: database.url });
});
