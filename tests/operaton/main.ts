import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { whatIsMissing } from '../../deploy/operaton/java-tools.ts';
import { startCluster } from './operaton-cluster.ts';
import { CLUSTER_VARIABLE } from './provide-cluster.ts';
import type { OperatonCluster } from './provide-cluster.ts';

/** `npm run test:operaton`: the case walk and the contract of the stock worker client on two Operaton nodes. */
const ROOT = join(import.meta.dirname, '../..');
const REPORT = join(ROOT, 'var', 'test-operaton-report.json');

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});

async function runVitest(cluster: OperatonCluster): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'operaton',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${REPORT}`,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, [CLUSTER_VARIABLE]: JSON.stringify(cluster) },
    },
  );
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return code === 0;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const missing = whatIsMissing();
if (missing === null) {
  mkdirSync(join(ROOT, 'var'), { recursive: true });
  rmSync(REPORT, { force: true });
  const { cluster, stop } = await startCluster(say);
  const passed = await runVitest(cluster).finally(stop);
  const report = Report.parse(JSON.parse(readFileSync(REPORT, 'utf8')));
  // A file that does not even load fails the run without a failed test.
  const failed = Math.max(report.numFailedTests, passed ? 0 : 1);
  say(`\n${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests} skipped`);
  // Ends here: the hook of the embedded PostgreSQL throws when a process ends by itself.
  process.exit(failed === 0 ? 0 : 1);
} else {
  say(`${missing}\nskipped\n\n0 passed, 0 failed`);
}
