import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessPlan, SupervisorLog } from './supervised-process.ts';

/**
 * Runs a module once and waits for its end; its output goes to the log folder.
 *
 * @throws Error with the module's last lines when it exits with anything but 0.
 */
export async function runToEnd(plan: ProcessPlan, log: SupervisorLog): Promise<void> {
  const child = spawn(process.execPath, [...(plan.nodeOptions ?? []), plan.module, ...(plan.args ?? [])], {
    cwd: plan.cwd,
    env: plan.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  appendFileSync(join(log.logFolder, `${plan.name}.log`), output);
  if (code !== 0) {
    const lastLines = output.trim().split('\n').slice(-15).join('\n');
    throw new Error(`${plan.name} failed (exit code ${code}):\n${lastLines}`);
  }
}
