import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import {
  engineCredentials,
  ownEngineCredentials,
  parseSettings,
  PlainSettings,
  SecretSettings,
} from '../../schemas/config.ts';
import type { Config, Secrets } from '../../schemas/config.ts';

const SECRETS_FILE = 'secrets.json';

/**
 * Reads the whole configuration: settings from `env` (and `.env` in the root, which `env` beats), secrets from `env` or, in demo
 * mode, from the data folder, where they are made on first start.
 *
 * @throws ConfigProblems naming every setting that is missing or wrong.
 */
export function loadSettings(root: string, env: Record<string, string | undefined>): Config {
  const all = { ...readDotEnv(join(root, '.env')), ...env };
  const readFile = (path: string): string => readFileSync(path, 'utf8');
  const plain = parseSettings(PlainSettings, all, readFile);
  const dataFolder = resolve(root, plain.DATA_DIR);
  const kept = plain.NJIA_MODE === 'demo' ? secretsOf(dataFolder) : {};
  const secrets = parseSettings(SecretSettings, { ...kept, ...all }, readFile);
  if (plain.ENGINE_URL === undefined) ownEngineCredentials(plain);
  else engineCredentials(plain);
  return Object.freeze({ ...plain, ...secrets, DATA_DIR: dataFolder });
}

/** The environment a child process is given: every setting that has a value, as text. */
export function asEnvironment(config: Config): Record<string, string> {
  const entries = Object.entries(config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function secretsOf(dataFolder: string): Secrets {
  const file = join(dataFolder, SECRETS_FILE);
  const kept = existsSync(file)
    ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
    : {};
  const secrets = Object.fromEntries(
    Object.keys(SecretSettings.shape).map((name) => [name, kept[name] ?? newSecret(name)]),
  );
  if (Object.keys(secrets).some((name) => !(name in kept))) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return SecretSettings.parse(secrets);
}

/** People type the demo password, so it is words-like and short; the others are never typed. */
function newSecret(name: string): string {
  if (name === 'ADMIN_PASSWORD') return `njia-${randomBytes(6).toString('hex')}`;
  return randomBytes(32).toString('hex');
}

function readDotEnv(file: string): Record<string, string | undefined> {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}
