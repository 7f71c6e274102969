import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { spawnEngine } from '../../support/engine-server.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

/** Only the token core joins inclusive gateways; bpmn-engine refuses the file. */
const INCLUSIVE = join(import.meta.dirname, '../../fixtures/bpmn/invalid-inclusive-join.bpmn');
const engine = useEngine(undefined, { executor: 'bpmn-engine' });

it('runs a deployment on the executor its form names, others on the default one', async () => {
  const files = { 'inclusive.bpmn': await readFile(INCLUSIVE, 'utf8') };
  expect((await engine.client.tryToDeploy(files)).status).toBe(400);
  const chosen = await engine.client.deploy(files, { 'njia-executor': 'token-core' });
  const [definition] = Object.values(chosen.deployedProcessDefinitions ?? {});
  const started = await engine.client.post<{ id: string }>(`/process-definition/${definition?.id}/start`);
  expect(started.id).toEqual(expect.any(String));
});

it('keeps each version of a process on the executor it was deployed with', async () => {
  const version = (topic: string) => ({ 'p.bpmn': processXml('p', sequence(externalTask('work', topic))) });
  await engine.client.deploy(version('first'), { 'njia-executor': 'token-core' });
  const onTokenCore = await engine.client.start('p');
  await engine.client.deploy(version('second'), { 'njia-executor': 'bpmn-engine' });
  const onBpmnEngine = await engine.client.start('p');
  for (const topic of ['first', 'second']) {
    const [task] = await engine.client.fetchAndLock(topic, 'w');
    await engine.client.post(`/external-task/${task?.id}/complete`, { workerId: 'w' });
  }
  const ended = `/history/process-instance?completed=true&processInstanceIds=${onTokenCore},${onBpmnEngine}`;
  expect(await engine.client.get(ended)).toHaveLength(2);
});

it('refuses an executor it does not have', async () => {
  const answer = await engine.client.tryToDeploy(
    { 'q.bpmn': processXml('q', sequence(externalTask('work'))) },
    { 'njia-executor': 'another' },
  );
  expect(answer).toMatchObject({ status: 400, body: { type: 'InvalidRequestException' } });
  expect((answer.body as { message: string }).message).toContain('njia-executor');
});

it('runs what is deployed on the token core unless ENGINE_EXECUTOR says otherwise', async () => {
  const other = await spawnEngine({ databaseUrl: engine.databaseUrl });
  try {
    const files = { 'inclusive.bpmn': await readFile(INCLUSIVE, 'utf8') };
    expect((await new EngineClient(other.url).tryToDeploy(files)).status).toBe(200);
  } finally {
    await other.stop();
  }
});

it('refuses an escalation from a task of the executor that cannot pass it on', async () => {
  // given
  const { client } = engine;
  await client.deploy({ 'q.bpmn': processXml('q', sequence(userTask('look'))) });
  const instance = await client.start('q', {});
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${instance}`);

  // when
  const answer = await client.request('POST', `/task/${task?.id}/bpmnEscalation`, { escalationCode: 'X' });

  // then
  expect(answer.status).toBe(500);
  expect((answer.body as { message: string }).message).toContain('token-core');
  expect(await client.get(`/task?processInstanceId=${instance}`)).toHaveLength(1);
});
