import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { envExample } from '../../../launcher/settings/env-example.ts';
import { asEnvironment, loadSettings } from '../../../launcher/settings/load-settings.ts';
import { SecretSettings } from '../../../schemas/config.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'njia-settings-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('loadSettings', () => {
  it('makes every secret on the first start and keeps it for the next', () => {
    // when
    const first = loadSettings(root, {});
    const second = loadSettings(root, {});

    // then
    expect(first).toEqual(second);
    expect(new Set(Object.keys(SecretSettings.shape).map((name) => asEnvironment(first)[name])).size).toBe(9);
    expect(statSync(join(root, 'data/secrets.json')).mode & 0o077).toBe(0);
  });

  it('makes other secrets for another installation', () => {
    const one = loadSettings(root, {});
    rmSync(join(root, 'data'), { recursive: true });
    expect(loadSettings(root, {}).DIRECTUS_SECRET).not.toBe(one.DIRECTUS_SECRET);
  });

  it('names every missing secret in production mode, at once', () => {
    expect(() => loadSettings(root, { NJIA_MODE: 'production' })).toThrow(
      /POSTGRES_PASSWORD[\s\S]*IDENTITY_KEY[\s\S]*N8N_RUNNER_TOKEN/,
    );
  });

  it('names a setting that is not usable', () => {
    expect(() => loadSettings(root, { PORTAL_PORT: 'three thousand' })).toThrow(/PORTAL_PORT/);
  });

  it('reads a secret from a file', () => {
    writeFileSync(join(root, 'token'), 'a-token-from-a-file\n');
    expect(loadSettings(root, { SERVICE_TOKEN_FILE: join(root, 'token') }).SERVICE_TOKEN).toBe(
      'a-token-from-a-file',
    );
  });

  it('reads .env, which the environment beats', () => {
    writeFileSync(join(root, '.env'), 'PORTAL_PORT=3100\nENGINE_PORT=8100\n');
    const config = loadSettings(root, { ENGINE_PORT: '8200' });
    expect([config.PORTAL_PORT, config.ENGINE_PORT]).toEqual([3100, 8200]);
  });
});

it('keeps .env.example equal to the schema', () => {
  const written = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8');
  expect(written).toBe(envExample());
});
