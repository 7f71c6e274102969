import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deployPathways } from '../../../launcher/deploy-pathways.ts';
import { makeCasework, requiredOf, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import type { Person } from '../../support/casework.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { spawnEngine } from '../../support/engine-server.ts';
import type { EngineProcess } from '../../support/engine-server.ts';
import { freePort } from '../../support/free-port.ts';
import { screened, standInWorker } from '../../support/stand-in-worker.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const BPMN = join(import.meta.dirname, '../../../bpmn');
const SOON = { timeout: 20_000, interval: 100 };

let engineDatabase: TestDatabase;
let enginePort: number;
let engine: EngineProcess;
let directus: DirectusServer;
let casework: Casework;
let database: pg.Client;
const worker = standInWorker(() => engine.url);

const startTheEngine = async (): Promise<void> => {
  engine = await spawnEngine({ databaseUrl: engineDatabase.url, port: enginePort });
};

beforeAll(async () => {
  engineDatabase = await createTestDatabase();
  enginePort = await freePort();
  await startTheEngine();
  await deployPathways(engine.url, BPMN);
  directus = await startDirectus({ demo: false, config: { ENGINE_URL: engine.url } });
  casework = await makeCasework(directus);
  database = new pg.Client({ connectionString: directus.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await directus.stop();
  await engine.stop();
  await engineDatabase.drop();
});

describe('a case and its pathway', () => {
  it('meet when the engine comes back: the case starts once, and its first task shows', async () => {
    await engine.kill();
    const caseId = await takeCase(casework, { name: 'Okello James' });
    await startTheEngine();
    await worker.work('screen-case', screened('high'));
    const task = await openTask(caseId, 'register-case');
    expect(task).toMatchObject({
      state: 'open',
      form_collection: 'registrations',
      candidate_group: 'case-officers',
      office: casework.officeId,
      due_at: expect.any(Date),
    });
    expect(await instancesOf(caseId)).toBe(1);
    await vi.waitFor(async () => expect(await statusOf(caseId)).toBe('registration'), SOON);
  });

  it('start only once although the answer to the start got lost', async () => {
    const caseId = await takeCase(casework);
    await worker.work('screen-case', screened('low'));
    await openTask(caseId, 'register-case');
    await repeatOrder(`start:${caseId}`);
    expect(await instancesOf(caseId)).toBe(1);
  });

  it('go on when the engine was killed between the saved form and the next step', async () => {
    const caseId = await aCaseToRegister();
    const { id } = await openTask(caseId, 'register-case');
    await casework.officer.post(`/njia/tasks/${id}/claim`);
    await engine.kill();
    const answer = await casework.officer.post(`/njia/tasks/${id}/complete`, {
      values: { decision: 'accepted' },
    });
    expect(answer.status).toBe(200);
    expect((await casework.officer.get(`/items/tasks/${id}`)).body.data.state).toBe('completing');
    await startTheEngine();
    await openTask(caseId, 'assess-needs');
    await vi.waitFor(async () => {
      const { body } = await casework.officer.get(`/items/tasks/${id}`);
      expect(body.data.state).toBe('completed');
    }, SOON);
    expect(await statusOf(caseId)).toBe('assessment');
  });

  it('take a completion that is delivered twice for one', async () => {
    const caseId = await aCaseToRegister();
    const { id, engine_task_id } = await openTask(caseId, 'register-case');
    await complete(casework.officer, id, { decision: 'accepted' });
    await openTask(caseId, 'assess-needs');
    await repeatOrder(`complete:${engine_task_id}`);
    const { rows } = await database.query(`SELECT element_id FROM tasks WHERE "case" = $1`, [caseId]);
    expect(rows.map(({ element_id }) => element_id).sort()).toEqual(['assess-needs', 'register-case']);
  });

  it('part when consent is withdrawn: open tasks are taken away', async () => {
    const { body } = await casework.portal.post('/njia/intake', {
      submissionId: crypto.randomUUID(),
      channel: 'portal',
      language: 'en',
      areaCode: casework.areaCode,
      story: 'x',
      consentToServices: true,
    });
    await worker.work('screen-case', screened('low'));
    const { rows } = await database.query('SELECT id FROM cases WHERE code = $1', [body.caseCode]);
    const caseId = rows[0].id as string;
    const register = await openTask(caseId, 'register-case');
    await complete(casework.officer, register.id, { decision: 'accepted' });
    const assess = await openTask(caseId, 'assess-needs');
    await casework.portal.post(`/njia/receipts/${body.receiptCode}/withdraw`);
    await vi.waitFor(async () => {
      const { body: task } = await casework.officer.get(`/items/tasks/${assess.id}`);
      expect(task.data.state).toBe('cancelled');
    }, SOON);
  });
});

describe('a referral', () => {
  it('runs from the plan over the provider answer to the recorded service', async () => {
    const caseId = await aCaseToRegister('low');
    await completeNext(caseId, 'register-case', { decision: 'accepted' });
    await completeNext(caseId, 'assess-needs', await requiredOf(casework, 'assessments'));
    await completeNext(caseId, 'make-plan', { goal: 'Safe at home', services_to_refer: ['legal_aid'] });
    const { referralId } = await worker.work('match-providers', {
      candidateCount: { type: 'Integer', value: 1 },
    });
    const choose = await openTask(caseId, 'choose-provider');
    expect(choose.referral).toBe(referralId?.value);
    await complete(casework.officer, choose.id, { choice: 'offer', chosen_offer: casework.offerId });
    await database.query(
      `UPDATE referrals SET state = 'offered', offer_number = 1, answer_due_at = now() + interval '1 day' WHERE id = $1`,
      [choose.referral],
    );
    await worker.work('send-offer', {
      offerNumber: { type: 'Integer', value: 1 },
      answerDueAt: {
        type: 'Date',
        value: new Date(Date.now() + 86_400_000).toISOString().replace('Z', '+0000'),
      },
    });
    const { body: link } = await casework.service.post(`/njia/offers/${choose.referral}/link`);
    expect((await casework.portal.post(`/njia/answers/${link.token}`, { answer: 'accepted' })).status).toBe(
      200,
    );
    const record = await openTask(caseId, 'record-service');
    expect(record.referral).toBe(choose.referral);
    await complete(casework.officer, record.id, { result: 'completed' });
    await vi.waitFor(async () => {
      const { body } = await casework.officer.get(`/items/tasks/${record.id}`);
      expect(body.data.state).toBe('completed');
    }, SOON);
  });
});

describe('a field an administrator added and marked for pathways', () => {
  /** The pathway as a coordinator redraws it: who lives far away leaves early. */
  async function redraw(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'njia-pathways-'));
    const drawn = await readFile(join(BPMN, 'case-management.bpmn'), 'utf8');
    const redrawn = drawn.replace(
      "registrationDecision == 'redirected'}",
      "registrationDecision == 'redirected' || distanceKm > 100}",
    );
    expect(redrawn).not.toBe(drawn);
    await writeFile(join(folder, 'case-management.bpmn'), redrawn);
    expect(await deployPathways(engine.url, folder)).toMatchObject([{ key: 'case-management', version: 2 }]);
    await rm(folder, { recursive: true });
  }

  it('decides at a gateway which way a case goes', async () => {
    // given
    await casework.admin.post('/fields/registrations', {
      ...{ field: 'distance_km', type: 'integer', schema: {}, meta: { interface: 'input' } },
    });
    await casework.admin.post('/items/form_fields', {
      ...{ collection: 'registrations', field: 'distance_km', variable: 'distanceKm', use_in_pathways: true },
    });
    await redraw();

    // when
    const near = await aCaseToRegister();
    await completeNext(near, 'register-case', { decision: 'accepted', distance_km: 5 });
    const far = await aCaseToRegister();
    await completeNext(far, 'register-case', { decision: 'accepted', distance_km: 140 });

    // then
    await openTask(near, 'assess-needs');
    await vi.waitFor(async () => {
      const answer = await fetch(`${engine.url}/external-task?activityId=record-early-exit`);
      expect(await answer.json()).toMatchObject([{ businessKey: far }]);
    }, SOON);
  });
});

it('lets the engine know nothing about anybody', async () => {
  const client = new pg.Client({ connectionString: engineDatabase.url });
  await client.connect();
  const tables = await client.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables.rows) {
    const { rows } = await client.query(
      `SELECT 1 FROM ${name} t WHERE t::text ~ 'Okello|followed me|Safe at home'`,
    );
    expect(rows, name).toEqual([]);
  }
  await client.end();
});

interface TaskItem {
  id: string;
  engine_task_id: string;
  referral: string | null;
}

async function aCaseToRegister(riskLevel = 'high'): Promise<string> {
  const caseId = await takeCase(casework);
  await worker.work('screen-case', screened(riskLevel));
  return caseId;
}

/** The open task of a case at a step, once it is there. */
function openTask(caseId: string, elementId: string): Promise<TaskItem> {
  return vi.waitFor(async () => {
    const { rows } = await database.query<TaskItem>(
      `SELECT * FROM tasks WHERE "case" = $1 AND element_id = $2 AND state = 'open'`,
      [caseId, elementId],
    );
    const [task] = rows;
    if (!task) throw new Error(`No open task ${elementId}.`);
    return task;
  }, SOON);
}

async function complete(person: Person, taskId: string, values: object): Promise<void> {
  expect((await person.post(`/njia/tasks/${taskId}/claim`)).status).toBe(200);
  const { status, body } = await person.post(`/njia/tasks/${taskId}/complete`, { values });
  expect(body).toMatchObject({ completed: true });
  expect(status).toBe(200);
}

async function completeNext(caseId: string, elementId: string, values: object): Promise<void> {
  await complete(casework.officer, (await openTask(caseId, elementId)).id, values);
}

/** Has an order delivered again, as after a lost answer, and waits until it is done. */
async function repeatOrder(dedupeKey: string): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await database.query('SELECT done_at FROM outbox WHERE dedupe_key = $1', [dedupeKey]);
    expect(rows[0].done_at).not.toBeNull();
  }, SOON);
  await database.query('UPDATE outbox SET done_at = NULL, next_attempt_at = now() WHERE dedupe_key = $1', [
    dedupeKey,
  ]);
  await vi.waitFor(async () => {
    const { rows } = await database.query('SELECT done_at FROM outbox WHERE dedupe_key = $1', [dedupeKey]);
    expect(rows[0].done_at).not.toBeNull();
  }, SOON);
}

async function instancesOf(caseId: string): Promise<number> {
  const query = `processInstanceBusinessKey=${caseId}&processDefinitionKey=case-management`;
  const answer = await fetch(`${engine.url}/history/process-instance/count?${query}`);
  return ((await answer.json()) as { count: number }).count;
}

async function statusOf(caseId: string): Promise<string> {
  const { rows } = await database.query('SELECT status FROM cases WHERE id = $1', [caseId]);
  return rows[0].status as string;
}
