import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whatIsMissing } from '../../deploy/operaton/java-tools.ts';
import { startOperaton } from '../../deploy/operaton/start-operaton.ts';
import { freePort } from '../support/free-port.ts';
import type { BothEngines } from './compare-engines.ts';
import { createEngineApi } from './engine-api.ts';
import { startOurEngine } from './start-our-engine.ts';

/**
 * Starts our engine and one Operaton node, and lends both; says so where Java is missing.
 *
 * @param runsJobs - false: timers and asynchronous steps wait until they are asked for
 */
export async function withOperaton(
  work: (engines: BothEngines) => Promise<void>,
  { runsJobs = true }: { runsJobs?: boolean } = {},
): Promise<void> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const missing = whatIsMissing();
  if (missing !== null) return say(`${missing}\nskipped`);
  const ours = await startOurEngine({ runsJobs });
  const dataFolder = join(import.meta.dirname, '../../var');
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, 'differential-operaton-'));
  const operaton = await startOperaton({
    dataFolder: folder,
    host: '127.0.0.1',
    ports: [await freePort()],
    postgres: { port: await freePort(), password: 'test' },
    enforceTtl: false,
    runsJobs,
    say,
  });
  try {
    await work([ours.api, createEngineApi('operaton', operaton.nodes[0]?.url ?? '')]);
  } finally {
    await operaton.stop();
    await ours.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
