import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { openPage, plainText } from '../walk/portal-forms.ts';
import { CaseWalk } from '../walk/case-walk.ts';
import { walkThrough } from '../walk/walk-through.ts';

const njia = inject('njia');
const PERSONAL = ['Amina Testperson', '0000 413 907', '0000413907', 'In the evening, not by the shop phone'];

async function databaseText(): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    let text = '';
    for (const { name } of tables.rows) {
      const rows = await client.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
      );
      text += `${name}\n${rows.rows[0]?.text ?? ''}\n`;
    }
    return text;
  } finally {
    await client.end();
  }
}

function databaseUrl(): string {
  const pidFile = readFileSync(join(njia.dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n');
  return `postgresql://njia:${encodeURIComponent(njia.secrets['POSTGRES_PASSWORD'] ?? '')}@127.0.0.1:${pidFile[3]}/njia`;
}

describe('one case from a stranger’s first message to closure', () => {
  const steps: string[] = [];
  let walk: CaseWalk;

  beforeAll(async () => {
    walk = await walkThrough(njia, (step) => steps.push(step));
  });

  it('goes through all eight steps in the order practitioners name them', () => {
    expect([...new Set(steps)]).toEqual([
      'Intake',
      'Screening',
      'Registration (validation)',
      'Needs assessment',
      'Case plan',
      'Implementation',
      'Referral',
      'Monitoring',
      'Review',
      'Closure',
      'Receipt',
    ]);
  });

  it('leaves its trace in the engine’s history, each step once', async () => {
    const response = await fetch(
      `${njia.engineUrl}/history/process-instance?processInstanceBusinessKey=${walk.caseId}&processDefinitionKey=case-management`,
    );
    expect(await response.json()).toHaveLength(1);
  });

  it('tells the person who asked, by their receipt code, that it is closed', async () => {
    expect(await walk.statusByReceipt()).toMatch(/the work has ended/i);
  });

  it('can be reopened by the supervisor', async () => {
    await walk.supervisor.send('POST', `/njia/cases/${walk.caseId}/reopen`, { reason: 'Detained again.' });
    const task = await walk.taskOf(walk.officer, 'register-case');
    expect(task.name).not.toBe('');
  });

  it('left no name, phone or address in plain text in any table', async () => {
    const text = await databaseText();
    expect(text.includes(walk.caseCode)).toBe(true);
    for (const words of PERSONAL) expect(text.includes(words), words).toBe(false);
  });

  it('left no name, phone, address or story in any log', () => {
    const folder = join(njia.dataFolder, 'logs');
    const logs = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    expect(logs).not.toBe('');
    for (const words of [...PERSONAL, 'held without charge']) expect(logs.includes(words), words).toBe(false);
  });

  it('sent messages that carry the case code, a verb and a link, and nothing else of the case', async () => {
    const page = plainText(await openPage(`${njia.portalUrl}/messages`));
    expect(page).toContain(walk.caseCode);
    for (const words of [...PERSONAL, 'held without charge']) expect(page.includes(words), words).toBe(false);
  });
});

describe('ways out of a case', () => {
  it('ends early, with the reason, when the case is not eligible', async () => {
    const walk = await CaseWalk.askForHelp(njia);
    await walk.doTask(walk.officer, 'register-case', { decision: 'not_eligible', reason: 'Asks for a job.' });
    expect(await walk.waitForCase<string>('status', (status) => status === 'not_eligible')).toBe(
      'not_eligible',
    );
  });

  it('closes everything that is open when the person withdraws consent by receipt code', async () => {
    // given
    const walk = await CaseWalk.askForHelp(njia);
    await walk.doTask(walk.officer, 'register-case', { decision: 'accepted', reason: 'Confirmed.' });
    await walk.taskOf(walk.officer, 'assess-needs');

    // when
    await walk.withdrawConsent();

    // then
    await walk.waitForCase<string>('status', (status) => status === 'withdrawn');
    await expect.poll(() => walk.openTasks(), { timeout: 30_000 }).toEqual([]);
  });
});
