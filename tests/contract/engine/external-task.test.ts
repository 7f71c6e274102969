import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let engine: RunningEngine;
let client: EngineClient;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await startEngine({ databaseUrl: database.url });
  client = new EngineClient(engine.url);
  await client.deploy({ 'one.bpmn': processXml('one', sequence(externalTask('work'), userTask('look'))) });
});
afterAll(async () => {
  await engine.stop();
  await database.drop();
});

it('moves an instance from its external task to its user task and to its end', async () => {
  const id = await client.start('one', { caseId: 'c-1', score: 7 }, 'c-1');
  const [task] = await client.fetchAndLock('work', 'w');
  expect(task).toMatchObject({
    processInstanceId: id,
    businessKey: 'c-1',
    retries: null,
    variables: {
      caseId: { type: 'String', value: 'c-1', valueInfo: {} },
      score: { type: 'Integer', value: 7 },
    },
  });

  await client.post(`/external-task/${task?.id}/complete`, {
    workerId: 'w',
    variables: { done: { value: true } },
  });
  const [userTaskRow] = await client.get<{ id: string; name: string }[]>(`/task?processInstanceId=${id}`);
  expect(userTaskRow).toMatchObject({ name: 'Task look', taskDefinitionKey: 'look' });
  await client.post(`/task/${userTaskRow?.id}/complete`);

  expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({
    state: 'COMPLETED',
    businessKey: 'c-1',
  });
  expect((await client.request('GET', `/process-instance/${id}`)).status).toBe(404);
});
