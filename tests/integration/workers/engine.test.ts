import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { EngineClient } from '../../support/engine-client.ts';
import { startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { openMailbox } from '../../support/mailbox.ts';
import type { Mailbox } from '../../support/mailbox.ts';
import { startN8nRunner } from '../../support/n8n-runner.ts';
import type { RunningN8nRunner } from '../../support/n8n-runner.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { startWorkersProcess } from '../../support/workers-process.ts';
import type { WorkersProcess } from '../../support/workers-process.ts';
import { caseFixture } from './case-fixture.ts';
import type { CaseFixture } from './case-fixture.ts';

const ROOT = join(import.meta.dirname, '../../..');
const STORY = 'Taken from the market by men without uniform';

let database: TestDatabase;
let engine: RunningEngine;
let client: EngineClient;
let directus: DirectusServer;
let mailbox: Mailbox;
let runner: RunningN8nRunner;
let fixture: CaseFixture;
const started: WorkersProcess[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await startEngine({ databaseUrl: database.url, enforceTtl: true });
  client = new EngineClient(engine.url);
  for (const file of ['referral.bpmn', 'case-management.bpmn']) {
    await client.deploy({ [file]: await readFile(join(ROOT, 'bpmn', file), 'utf8') });
  }
  directus = await startDirectus({ demo: false, config: { ENGINE_URL: engine.url } });
  mailbox = await openMailbox();
  runner = await startN8nRunner({
    directusPort: directus.config.DIRECTUS_PORT,
    serviceToken: directus.serviceToken,
    token: directus.config.N8N_RUNNER_TOKEN,
    smtpUrl: mailbox.url,
  });
  fixture = caseFixture(directus);
});
afterEach(async () => {
  for (const workers of started.splice(0)) await workers.kill();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(async () => {
  await runner.stop();
  await mailbox.close();
  await directus.stop();
  await engine.stop();
  await database.drop();
});

async function startWorkers(n8nRunnerPort = Number(new URL(runner.url).port)): Promise<WorkersProcess> {
  const workers = await startWorkersProcess({
    engineUrl: engine.url,
    directusPort: directus.config.DIRECTUS_PORT,
    serviceToken: directus.serviceToken,
    n8nRunnerPort,
    n8nRunnerToken: directus.config.N8N_RUNNER_TOKEN,
  });
  started.push(workers);
  return workers;
}

/** A message runner that treats offers as told; `asked` resolves with the first. Reminders are of no interest here. */
async function otherRunner(answer: RequestListener): Promise<{ port: number; asked: Promise<void> }> {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    if (request.url !== '/run/notify-offer') return void response.end('{}');
    resolve();
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: (server.address() as AddressInfo).port, asked };
}

/** Waits for the first row of a list of the engine. */
async function firstOf<Row>(path: string): Promise<Row> {
  for (;;) {
    const [row] = await client.get<Row[]>(path);
    if (row) return row;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A referral in the engine, at the step where its chosen provider is asked. */
async function referralBeforeOffer(): Promise<{
  referralId: string;
  instanceId: string;
  offer: () => Promise<void>;
}> {
  const area = await fixture.idOf('areas', 'kampala');
  const service = await fixture.idOf('services', 'legal_aid');
  const offer = await fixture.anOffer({
    service,
    areas: [area],
    offer: { email: 'desk@cen-02.example.org' },
  });
  const { caseId } = await fixture.aCase({ case: { area, risk_level: 'high' } });
  const referralId = await fixture.aReferral({ caseId, service });
  const instanceId = await client.start('referral', { caseId, referralId, riskLevel: 'high' }, caseId);
  return {
    referralId,
    instanceId,
    offer: async () => {
      const task = await firstOf<{ id: string }>(`/task?processInstanceId=${instanceId}`);
      await fixture.change('referrals', { id: { _eq: referralId } }, { chosen_offer: offer });
      await client.post(`/task/${task.id}/complete`, { variables: { providerChoice: { value: 'offer' } } });
    },
  };
}

it('a case that comes in is screened and waits to be registered, and the engine knows no story', async () => {
  // given
  const workers = await startWorkers();

  // when
  const { caseId } = await fixture.aCase({ incident: { is_detained: true, story: STORY } });

  // then
  const task = await firstOf<{ taskDefinitionKey: string; processInstanceId: string }>(
    `/task?processInstanceBusinessKey=${caseId}`,
  );
  expect(task.taskDefinitionKey).toBe('register-case');
  expect(await fixture.read('cases', caseId)).toMatchObject({ risk_level: 'critical' });
  const variables = await client.get<object>(`/process-instance/${task.processInstanceId}/variables`);
  expect(variables).toMatchObject({
    riskLevel: { type: 'String', value: 'critical' },
    likelyDuplicates: { type: 'Integer', value: 0 },
    registrationDueAt: { type: 'Date', value: '2026-03-10T14:00:00.000+0000' },
    followUpEvery: { type: 'String', value: 'P1D' },
  });
  expect(JSON.stringify(variables) + workers.output()).not.toContain(STORY);
});

it('a worker killed between offer and message is replaced; the offer is made once and sent once', async () => {
  // given
  const silent = await otherRunner(() => undefined);
  const killed = await startWorkers(silent.port);
  const { referralId, instanceId, offer } = await referralBeforeOffer();
  await offer();
  await silent.asked;

  // when
  await killed.kill();
  await startWorkers();

  // then
  await firstOf(`/event-subscription?processInstanceId=${instanceId}&eventName=ProviderAnswered`);
  expect(await fixture.read('referrals', referralId)).toMatchObject({ state: 'offered', offer_number: 1 });
  expect(mailbox.mails.filter(({ text }) => text.includes(referralId))).toHaveLength(1);
  const variables = await client.get<object>(`/process-instance/${instanceId}/variables`);
  expect(variables).toMatchObject({
    answerDueAt: { type: 'Date' },
    offerNumber: { type: 'Integer', value: 1 },
  });
});

it('workers asked to stop finish the task in hand first', async () => {
  // given
  const slow = await otherRunner((_request, response) => {
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'), 1_000);
  });
  const workers = await startWorkers(slow.port);
  const { instanceId, offer } = await referralBeforeOffer();
  await offer();
  await slow.asked;

  // when
  const exitCode = await workers.stop();

  // then
  expect(exitCode).toBe(0);
  expect(await client.get(`/external-task?processInstanceId=${instanceId}`)).toEqual([]);
});

it('a task with unusable variables is an incident at once, naming the variable', async () => {
  // given
  await startWorkers();

  // when
  const instanceId = await client.start('referral', {
    caseId: 'x',
    referralId: 'not-an-id',
    riskLevel: 'low',
  });

  // then
  const incident = await firstOf<{ incidentMessage: string }>(`/incident?processInstanceId=${instanceId}`);
  expect(incident.incidentMessage).toContain('bad-input');
  expect(incident.incidentMessage).toContain('referralId (invalid_format)');
  expect(incident.incidentMessage).not.toContain('not-an-id');
});
