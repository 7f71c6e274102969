import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Everything that must hold before a change lands, cheapest first: `npm test` and CI run exactly this. */
const ROOT = join(import.meta.dirname, '../..');
const REPORT = join(ROOT, 'var', 'test-report.json');
const bin = (path: string): string => join(ROOT, 'node_modules', path);

/** A command that must exit with 0; its arguments are for Node itself. */
const CHECKS: { name: string; args: string[] }[] = [
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  { name: 'builds', args: [join(ROOT, 'launcher/checks/build-all.ts')] },
  { name: 'types', args: [bin('vue-tsc/bin/vue-tsc.js'), '-p', 'tsconfig.json'] },
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.'] },
];

const TestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function runNode(args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return code === 0;
}

async function timed(name: string, work: () => Promise<boolean>): Promise<boolean> {
  say(`\n== ${name}`);
  const began = performance.now();
  const passed = await work();
  say(`== ${name}: ${passed ? 'passed' : 'FAILED'} in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return passed;
}

async function main(): Promise<void> {
  const only = process.argv.slice(2);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, args } of only.length === 0 ? CHECKS : []) {
    counts[(await timed(name, () => runNode(args))) ? 'passed' : 'failed'] += 1;
  }
  mkdirSync(join(ROOT, 'var'), { recursive: true });
  for (const project of only.length === 0 ? ['unit', 'integration', 'e2e'] : only) {
    rmSync(REPORT, { force: true });
    const args = [bin('vitest/vitest.mjs'), 'run', '--project', project];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
    const passed = await timed(`${project} tests`, () => runNode([...args, ...reporters]));
    const report = TestReport.parse(JSON.parse(readFileSync(REPORT, 'utf8')));
    counts.passed += report.numPassedTests;
    counts.skipped += report.numPendingTests;
    // A file that does not even load fails the run without a failed test.
    counts.failed += Math.max(report.numFailedTests, passed ? 0 : 1);
  }
  say(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

await main();
