import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** `plugins/workers/main.ts` as its own process. */
export interface WorkersProcess {
  /** Everything it wrote so far. */
  output: () => string;
  /** SIGTERM; resolves with the exit code. */
  stop: () => Promise<number | null>;
  /** SIGKILL: as a power cut would. */
  kill: () => Promise<void>;
}

export interface WorkersSettings {
  engineUrl: string;
  directusPort: number;
  serviceToken: string;
  n8nRunnerPort: number;
  n8nRunnerToken: string;
}

/** Starts the workers and waits until they poll. */
export async function startWorkersProcess(settings: WorkersSettings): Promise<WorkersProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../plugins/workers/main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ENGINE_URL: settings.engineUrl,
      DIRECTUS_PORT: String(settings.directusPort),
      SERVICE_TOKEN: settings.serviceToken,
      N8N_RUNNER_PORT: String(settings.n8nRunnerPort),
      N8N_RUNNER_TOKEN: settings.n8nRunnerToken,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const exited = once(child, 'exit') as Promise<[number | null]>;
  while (!output.includes('"event":"workers-started"')) {
    if (child.exitCode !== null) throw new Error(`The workers did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    return (await exited)[0];
  };
  return {
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL').then(() => undefined),
  };
}
