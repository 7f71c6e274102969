import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDirectus } from '../../../launcher/directus/prepare-directus.ts';
import { ROLES } from '../../../model/access/roles.ts';
import { testConfig } from '../../support/directus-template.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { queryDatabase } from './query-database.ts';

const ROOT = join(import.meta.dirname, '../../..');
let database: TestDatabase;
let dataFolder: string;

const apply = async (): Promise<string> => {
  const said: string[] = [];
  await prepareDirectus({
    root: ROOT,
    config: testConfig({ DATA_DIR: dataFolder, NJIA_MODE: 'production' }),
    databaseUrl: database.url,
    say: (text) => said.push(text.trim()),
  });
  return said.join('\n');
};

beforeAll(async () => {
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(ROOT, 'var', 'test-apply-'));
});
afterAll(async () => {
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('the first apply', () => {
  it('fails, says why and leaves nothing half done when a table is in the way', async () => {
    await queryDatabase(database.url, 'CREATE TABLE networks (id integer PRIMARY KEY)');
    await expect(apply()).rejects.toThrow(/could not be applied[\s\S]*networks/);
    expect(await queryDatabase(database.url, `SELECT to_regclass('public.cases') AS found`)).toEqual([
      { found: null },
    ]);
    await queryDatabase(database.url, 'DROP TABLE networks');
  });

  it('is done once when two processes start at the same time', async () => {
    const said = await Promise.all([apply(), apply()]);
    expect(said.filter((text) => text.includes(' 0 created, 0 changed'))).toHaveLength(1);
    const [roles] = await queryDatabase<{ count: number }>(
      database.url,
      'SELECT count(*)::int FROM directus_roles',
    );
    expect(roles?.count).toBe(ROLES.length);
  });
});
