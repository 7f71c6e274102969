import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplyReport } from '../../model/apply/apply-report.ts';
import { directusEnvironment, directusHome } from './directus-environment.ts';
import type { DirectusContext } from './directus-environment.ts';

/** How to prepare, and where to report. */
export interface PrepareOptions extends DirectusContext {
  say: (text: string) => void;
  signal?: AbortSignal;
}

/**
 * Makes the database ready for Directus: installs or upgrades its tables, applies the data model and seeds, and in demo mode adds
 * the demo data once. Takes a few seconds when there is nothing to do; two at once wait for each other.
 *
 * @returns What was created, changed, left because of its type (drift), left because it is not ours (foreign).
 * @throws Error with the last lines when it fails; the database is then as it was, but for Directus' own upgrade.
 */
export async function prepareDirectus(options: PrepareOptions): Promise<ApplyReport> {
  const { config, root, say, signal } = options;
  const home = directusHome(config);
  for (const folder of ['temp', 'uploads', 'no-extensions'])
    await mkdir(join(home, folder), { recursive: true });
  const child = spawn(process.execPath, [join(root, 'model/apply.ts')], {
    cwd: home,
    env: {
      ...machineEnvironment(),
      NODE_COMPILE_CACHE: join(config.DATA_DIR, 'cache', 'node'),
      ...directusEnvironment(options),
      ADMIN_PASSWORD: config.ADMIN_PASSWORD,
      SERVICE_TOKEN: config.SERVICE_TOKEN,
      PORTAL_TOKEN: config.PORTAL_TOKEN,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    const lastLines = output.trim().split('\n').slice(-15).join('\n');
    throw new Error(`The data model could not be applied (exit code ${code}):\n${lastLines}`);
  }
  const report = reportIn(output);
  say(summaryOf(report));
  return report;
}

function reportIn(output: string): ApplyReport {
  const line = output.split('\n').find((text) => text.includes('"data model applied"'));
  if (line === undefined) throw new Error('The data model was applied, but its report is missing.');
  const { created, changed, drift, foreign } = JSON.parse(line) as ApplyReport;
  return { created, changed, drift, foreign };
}

function summaryOf(report: ApplyReport): string {
  const counts = (['created', 'changed', 'drift', 'foreign'] as const).map(
    (name) => `${report[name].length} ${name}`,
  );
  return `  data model applied: ${counts.join(', ')}`;
}

function machineEnvironment(): Record<string, string> {
  return Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
