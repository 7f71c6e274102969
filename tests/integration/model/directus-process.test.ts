import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { askDirectus } from './ask-directus.ts';

const ROOT = join(import.meta.dirname, '../../..');
let dataFolder: string;
let directus: DirectusServer;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(ROOT, 'var', 'test-dotenv-'));
  await mkdir(join(dataFolder, 'directus'), { recursive: true });
  // Directus would read this file from its working folder and let it win: no database, another port.
  await writeFile(
    join(dataFolder, 'directus', '.env'),
    'DB_CONNECTION_STRING=postgresql://127.0.0.1:1/none\nPORT=1\n',
  );
  directus = await startDirectus({ withExtension: false, demo: false, config: { DATA_DIR: dataFolder } });
});
afterAll(async () => {
  await directus.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

describe('the Directus process', () => {
  it('takes its settings from the environment, whatever a .env file says', async () => {
    const { status, data } = await askDirectus(directus.url, directus.adminToken, '/users/me?fields=email');
    expect({ status, data }).toEqual({ status: 200, data: { email: 'admin@njia.example.org' } });
  });

  it('lets the app run our scripts only and talk to this server only', async () => {
    const policy = (await fetch(`${directus.url}/admin/login`)).headers.get('content-security-policy') ?? '';
    const directives = policy.split(';');
    expect(directives).toContain("script-src 'self'");
    expect(directives).toContain("connect-src 'self'");
    expect(directives).toContain("frame-ancestors 'none'");
  });

  it('describes neither its API nor its schema to strangers', async () => {
    expect((await askDirectus(directus.url, null, '/server/specs/oas')).status).not.toBe(200);
    const introspection = { query: '{ __schema { types { name } } }' };
    const answer = await askDirectus(directus.url, null, '/graphql', { method: 'POST', body: introspection });
    expect(answer.data).toBeUndefined();
  });

  it('refuses passwords of fewer than twelve characters', async () => {
    const change = { method: 'PATCH', body: { password: 'short-one' } };
    expect((await askDirectus(directus.url, directus.adminToken, '/users/me', change)).status).toBe(400);
  });

  it('writes where it is told to, and leaves the home folder alone', async () => {
    const folders = await readdir(join(dataFolder, 'directus'));
    expect(folders.sort()).toEqual(['.env', 'no-extensions', 'pm2', 'temp', 'uploads']);
  });
});
