import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { CASE_STATUSES, RISK_LEVELS } from '../../../schemas/codes.ts';
import { openIdentity } from '../../../model/identity/client-identity.ts';
import { createModelDatabase, dropModelDatabase, testConfig } from '../../support/directus-template.ts';
import { queryDatabase } from './query-database.ts';

let databaseUrl: string;
const query = <Row>(sql: string): Promise<Row[]> => queryDatabase<Row>(databaseUrl, sql);
const count = async (from: string): Promise<number> =>
  (await query<{ count: number }>(`SELECT count(*)::int FROM ${from}`))[0]?.count ?? -1;

beforeAll(async () => {
  databaseUrl = await createModelDatabase(inject('postgresUrl'), { demo: true });
});
afterAll(() => dropModelDatabase(inject('postgresUrl'), databaseUrl));

describe('the reference rows', () => {
  it('hold 8 networks and 136 districts, each in a sub-region of a region', async () => {
    expect(await count('networks')).toBe(8);
    expect(await count(`areas WHERE kind = 'district' AND network IS NOT NULL`)).toBe(136);
    const placed = `areas AS district JOIN areas AS sub ON sub.id = district.parent AND sub.kind = 'sub_region'
      JOIN areas AS region ON region.id = sub.parent AND region.kind = 'region' WHERE district.kind = 'district'`;
    expect(await count(placed)).toBe(136);
  });

  it('hold a duration PostgreSQL understands for each step and risk', async () => {
    expect(await count("sla_clocks WHERE duration::interval > interval '0'")).toBe(9 * RISK_LEVELS.length);
  });

  it('name only fields that the forms have, for the pathway', async () => {
    const known = `form_fields JOIN information_schema.columns ON table_name = collection AND column_name = field`;
    expect(await count(known)).toBe(await count('form_fields'));
    expect(await count('form_fields')).toBe(7);
  });
});

describe('the demo data', () => {
  it('invents 280 organisations with an office each, one per network taking requests', async () => {
    expect(await count('organisations')).toBe(280);
    expect(await count('offices')).toBe(280);
    expect(await count('offices WHERE takes_intake')).toBe(8);
  });

  it('invents 200 cases in every status, each with client, incident and consent', async () => {
    expect(await count('cases')).toBe(200);
    const statuses = await query<{ status: string }>('SELECT DISTINCT status FROM cases');
    expect(statuses.map(({ status }) => status).sort()).toEqual([...CASE_STATUSES].sort());
    expect(
      await count(
        'cases WHERE client IS NOT NULL AND id IN (SELECT "case" FROM incidents) AND id IN (SELECT "case" FROM consents)',
      ),
    ).toBe(200);
  });

  it('starts the pathway of the cases that nobody has registered yet, and of no other', async () => {
    expect(await count(`outbox WHERE kind = 'start-pathway' AND done_at IS NULL`)).toBe(15);
    expect(
      await count(
        `outbox JOIN cases ON cases.id = outbox."case" WHERE status IN ('received', 'registration')`,
      ),
    ).toBe(15);
    expect(await count('tasks')).toBe(0);
  });

  it('seals who the clients are under the key of the installation', async () => {
    const rows = await query<{ identity_sealed: string; display_name: string }>(
      'SELECT identity_sealed, display_name FROM clients WHERE NOT is_anonymous',
    );
    const key = testConfig().IDENTITY_KEY;
    expect(rows.length).toBeGreaterThan(100);
    for (const { identity_sealed, display_name } of rows) {
      const number = display_name.replace('Client ', '');
      expect(identity_sealed).not.toContain('Invented');
      expect(openIdentity(identity_sealed, key).name).toBe(`Invented Person ${number}`);
    }
    expect(await count('clients WHERE is_anonymous AND identity_sealed IS NOT NULL')).toBe(0);
  });

  it('gives the next case a number that no demo case has', async () => {
    const [next] = await query<{ code: string }>('SELECT njia_next_case_code() AS code');
    expect(next?.code).toMatch(/^HRD-\d{4}-000201$/);
  });

  it('keeps every row of a case file in the office of its case', async () => {
    for (const table of ['incidents', 'referrals', 'follow_ups', 'closures']) {
      expect(
        await count(
          `${table} JOIN cases ON cases.id = "case" WHERE ${table}.office IS DISTINCT FROM cases.office`,
        ),
      ).toBe(0);
    }
  });
});
