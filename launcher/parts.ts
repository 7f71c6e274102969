import { basename, dirname, join } from 'node:path';
import { addressesOf } from '../schemas/config.ts';
import type { Config } from '../schemas/config.ts';
import { directusEnvironment } from './directus/directus-environment.ts';
import type { ProcessPlan } from './processes/supervised-process.ts';
import { asEnvironment } from './settings/load-settings.ts';

/** What every part is told. */
export interface PartContext {
  root: string;
  config: Config;
  databaseUrl: string;
}

/** The process engine, Camunda-7-compatible REST on ENGINE_PORT. */
export function enginePlan(context: PartContext): ProcessPlan {
  return {
    ...base(context, 'engine', 'engine/main.ts'),
    env: { ...environmentOf(context), DATABASE_URL: context.databaseUrl },
    readyUrl: `http://127.0.0.1:${context.config.ENGINE_PORT}/health/ready`,
  };
}

/** Directus with our extension. */
export function directusPlan(context: PartContext): ProcessPlan {
  return {
    ...base(context, 'directus', 'launcher/directus/main.ts'),
    env: { ...baseEnvironment(context), ...directusEnvironment(context) },
    readyUrl: `${addressesOf(context.config).directus}/server/ping`,
  };
}

/** The external task workers. */
export function workersPlan(context: PartContext): ProcessPlan {
  return base(context, 'workers', 'plugins/workers/main.ts');
}

/** The runner of the message workflows. */
export function n8nRunnerPlan(context: PartContext): ProcessPlan {
  return {
    ...base(context, 'n8n-runner', 'plugins/n8n-runner/main.ts'),
    readyUrl: `${addressesOf(context.config).n8nRunner}/health`,
  };
}

/** The public face. */
export function portalPlan(context: PartContext): ProcessPlan {
  return {
    ...base(context, 'portal', 'portal/main.ts'),
    readyUrl: `http://127.0.0.1:${context.config.PORTAL_PORT}/health`,
  };
}

/** A build step: it runs to its end and does nothing when its sources did not change. */
export function buildPlan(context: PartContext, module: string): ProcessPlan {
  return { ...base(context, `build-${basename(dirname(module))}`, module) };
}

function base(context: PartContext, name: string, module: string): ProcessPlan {
  return { name, module: join(context.root, module), env: environmentOf(context), cwd: context.root };
}

function environmentOf(context: PartContext): Record<string, string> {
  return { ...baseEnvironment(context), ...asEnvironment(context.config) };
}

/** What Node itself needs; nothing else of the caller's environment reaches the parts. */
function baseEnvironment(context: PartContext): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    // Compiled code is kept, which halves the time to start.
    NODE_COMPILE_CACHE: join(context.config.DATA_DIR, 'cache', 'node'),
  };
}
