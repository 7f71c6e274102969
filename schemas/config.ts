/**
 * The one configuration of all processes. Every setting is an environment variable; secrets may also come from a file
 * (`NAME_FILE`). `npm start` makes secrets on first start (demo mode) and passes the whole to its children.
 */
import { z } from 'zod';
import { EXECUTOR_NAMES } from './executors.ts';

const port = (fallback: number, meaning: string) =>
  z.coerce.number().int().min(1).max(65535).default(fallback).describe(meaning);
const secret = (meaning: string) => z.string().min(16).describe(meaning);
const count = ({ min, fallback }: { min: number; fallback: number }, meaning: string) =>
  z.coerce.number().int().min(min).default(fallback).describe(meaning);
const flag = (fallback: 'true' | 'false', meaning: string) =>
  z
    .enum(['true', 'false'])
    .default(fallback)
    .transform((value) => value === 'true')
    .describe(meaning);

/** Secrets: made on first start in demo mode; in production each must be given. */
export const SecretSettings = z.object({
  POSTGRES_PASSWORD: secret('Password of the embedded PostgreSQL server.'),
  DIRECTUS_SECRET: secret('Signs Directus sessions.'),
  ADMIN_PASSWORD: secret('Password of the first administrator, admin@njia.example.org.'),
  SERVICE_TOKEN: secret('Static Directus token of the workers (role "Service").'),
  PORTAL_TOKEN: secret('Static Directus token of the portal (role "Portal").'),
  LINK_SECRET: secret('Signs the one-time links providers answer with.'),
  IDENTITY_KEY: secret('Key under which names, phones and addresses are sealed; not in the database.'),
  N8N_ENCRYPTION_KEY: secret('Key of the credentials of the message workflows.'),
  N8N_RUNNER_TOKEN: secret('Lets the workers run message workflows.'),
});

/** Settings that are not secret, with their defaults. */
export const PlainSettings = z.object({
  NJIA_MODE: z
    .enum(['demo', 'production'])
    .default('demo')
    .describe('demo: secrets and demo data are made on first start. production: every secret must be given.'),
  DATA_DIR: z.string().default('./data').describe('Folder for the database, generated secrets and logs.'),
  HOST: z.string().default('127.0.0.1').describe('Address the engine, Directus and the portal listen on.'),
  POSTGRES_PORT: port(54329, 'Port of the embedded PostgreSQL server.'),
  DATABASE_URL: z
    .url()
    .optional()
    .describe('A PostgreSQL 15+ database of your own for engine and Directus; empty: the embedded server.'),
  ENGINE_PORT: port(8080, 'Port of the process engine.'),
  ENGINE_URL: z
    .url()
    .optional()
    .describe('Another Camunda-7-compatible engine, for example Operaton; empty: our own is started.'),
  ENGINE_EXECUTOR: z
    .enum(EXECUTOR_NAMES)
    .default('token-core')
    .describe(
      'What runs newly deployed processes: token-core (bpmn-engine where the core cannot) or bpmn-engine alone.',
    ),
  ENGINE_ENFORCE_TTL: flag('true', 'Refuse process definitions without camunda:historyTimeToLive.'),
  ENGINE_SCRIPTS: flag(
    'false',
    'Allow JavaScript in processes, in a sandbox. false: such processes are refused; use expressions or external tasks.',
  ),
  ENGINE_JOBS_BY_PRIORITY: flag(
    'false',
    'Run due jobs of high priority (camunda:jobPriority) first. false: the most overdue first.',
  ),
  ENGINE_HISTORY_CLEANUP_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1440)
    .default(15)
    .describe('How often the engine removes the history of processes whose historyTimeToLive is over.'),
  ENGINE_TASK_HISTORY_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe(
      'Days that tasks without a process are kept after their end. Empty: for ever, as in Camunda 7.',
    ),
  ENGINE_USER: z
    .string()
    .regex(/^[^:]+$/, 'must not hold a colon')
    .optional()
    .describe(
      'Name the engine asks its clients for. Empty: anyone who reaches it; demo mode on the loopback only.',
    ),
  ENGINE_PASSWORD: z.string().min(16).optional().describe('Password that goes with ENGINE_USER.'),
  ENGINE_REQUESTS_PER_MINUTE: count(
    { min: 0, fallback: 60_000 },
    'Requests one address may send to an engine process in a minute, where it asks for a password; a long poll is one. 0: no limit.',
  ),
  ENGINE_WRONG_PASSWORDS_PER_MINUTE: count(
    { min: 1, fallback: 10 },
    'Different wrong passwords one address may try at an engine process in a minute.',
  ),
  ENGINE_WAITING_WORKERS: count(
    { min: 1, fallback: 1_000 },
    'Workers that may wait for tasks (long polls) at one engine process at once.',
  ),
  DIRECTUS_PORT: port(8055, 'Port of Directus: inbox, case files, administration.'),
  PORTAL_PORT: port(3000, 'Port of the public portal.'),
  N8N_RUNNER_PORT: port(5679, 'Port of the message workflow runner; listens on the loopback only.'),
  DIRECTUS_PUBLIC_URL: z.url().optional().describe('Address under which people reach Directus.'),
  PORTAL_PUBLIC_URL: z.url().optional().describe('Address under which people reach the portal.'),
  SMTP_URL: z
    .url()
    .optional()
    .describe('smtp://user:password@host:587. Empty: messages stay on the "messages sent" page.'),
  MAIL_FROM: z.email().default('njia@njia.example').describe('Sender of e-mails.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much the parts log.'),
});

export const Config = PlainSettings.extend(SecretSettings.shape);
/** What every process is given, frozen. */
export type Config = z.infer<typeof Config>;
export type Secrets = z.infer<typeof SecretSettings>;

/** A bad setting: its name and what is wrong with it. */
export class ConfigProblems extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigProblems';
    this.problems = problems;
  }
}

/**
 * Reads settings from environment variables; `NAME_FILE` names a file holding the value of `NAME`.
 *
 * @throws ConfigProblems naming every bad setting at once.
 */
export function parseSettings<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Record<string, string | undefined>,
  readFile: (path: string) => string,
): z.infer<z.ZodObject<Shape>> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const path = env[`${name}_FILE`];
    const value = path ? readFile(path).trim() : env[name];
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data) as z.infer<z.ZodObject<Shape>>;
  throw new ConfigProblems(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

type EngineAccess = Pick<z.infer<typeof PlainSettings>, 'ENGINE_USER' | 'ENGINE_PASSWORD'>;

/**
 * Name and password of the engine's clients; undefined when it asks for none.
 *
 * @throws ConfigProblems when only one of the two is set.
 */
export function engineCredentials(settings: EngineAccess): { user: string; password: string } | undefined {
  const { ENGINE_USER: user, ENGINE_PASSWORD: password } = settings;
  if (user !== undefined && password !== undefined) return { user, password };
  if (user === undefined && password === undefined) return undefined;
  const missing = user === undefined ? 'ENGINE_USER' : 'ENGINE_PASSWORD';
  throw new ConfigProblems([`${missing}: ENGINE_USER and ENGINE_PASSWORD go together; this one is missing.`]);
}

/** Headers with which a client proves itself to the engine; none when the engine asks for none. */
export function engineHeaders(settings: EngineAccess): Record<string, string> {
  const credentials = engineCredentials(settings);
  if (!credentials) return {};
  const { user, password } = credentials;
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

/**
 * Name and password our own engine asks for; undefined only in a demo that no other machine reaches.
 *
 * @throws ConfigProblems when the engine would stand open to others.
 */
export function ownEngineCredentials(
  settings: EngineAccess & Pick<z.infer<typeof PlainSettings>, 'HOST' | 'NJIA_MODE'>,
): { user: string; password: string } | undefined {
  const credentials = engineCredentials(settings);
  if (credentials) return credentials;
  const isLoopback = settings.HOST === 'localhost' || settings.HOST === '::1' || /^127\./.test(settings.HOST);
  if (isLoopback && settings.NJIA_MODE === 'demo') return undefined;
  const reason = isLoopback
    ? 'NJIA_MODE is production'
    : `HOST ${settings.HOST} can be reached from other machines`;
  throw new ConfigProblems([
    `ENGINE_USER: ${reason}, so the engine must ask for a password. Set ENGINE_USER and ENGINE_PASSWORD.`,
  ]);
}

/** Addresses the parts call each other at; they follow from ports unless given. */
export function addressesOf(config: z.infer<typeof PlainSettings>): {
  engine: string;
  directus: string;
  portal: string;
  n8nRunner: string;
} {
  return {
    engine: config.ENGINE_URL ?? `http://127.0.0.1:${config.ENGINE_PORT}/engine-rest`,
    directus: `http://127.0.0.1:${config.DIRECTUS_PORT}`,
    portal: config.PORTAL_PUBLIC_URL ?? `http://127.0.0.1:${config.PORTAL_PORT}`,
    n8nRunner: `http://127.0.0.1:${config.N8N_RUNNER_PORT}`,
  };
}
