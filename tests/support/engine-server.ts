import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RequestLimits } from '../../engine/rest/limit-requests.ts';
import { createJsonLog } from '../../engine/log.ts';
import { startEngine as startServer } from '../../engine/start-engine.ts';
import { freePort } from './free-port.ts';

/** A real engine of a test, on a free port. */
export interface RunningEngine {
  /** Base address, ending in `/engine-rest`. */
  url: string;
  stop: () => Promise<void>;
}

export interface EngineOptions {
  databaseUrl: string;
  /** @default false: most test processes are short and have no history time to live. */
  enforceTtl?: boolean;
  /** Which executor runs what is deployed. @default the engine's own choice */
  executor?: 'bpmn-engine' | 'token-core';
  /** Whether processes may hold JavaScript. @default false */
  scripts?: boolean;
  /** What the engine asks its clients for. @default nothing */
  credentials?: { user: string; password: string };
  /** How much clients may ask for. @default as much as they want */
  limits?: RequestLimits;
  /** Whether jobs of high priority go first. @default false */
  jobsByPriority?: boolean;
  /** Fake time. @default the system clock */
  clock?: () => Date;
  /** Gets every log line. @default nobody */
  onLogLine?: (line: string) => void;
  /** How often old history is removed. @default a quarter of an hour */
  historyPauseMs?: number;
  /** Days that tasks without an instance are kept after their end. @default for ever */
  taskHistoryDays?: number;
  /** How often due timers are looked for. @default 50 ms */
  timerPauseMs?: number;
  /** False: timers and asynchronous steps wait until they are asked for. @default true */
  runsJobs?: boolean;
}

/** Starts an engine inside of the test's process. */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  return startServer({
    databaseUrl: options.databaseUrl,
    host: '127.0.0.1',
    port: 0,
    enforceTtl: options.enforceTtl ?? false,
    log: createJsonLog('debug', options.onLogLine ?? (() => undefined)),
    timers: {
      pauseMs: options.timerPauseMs ?? 50,
      byPriority: options.jobsByPriority ?? false,
      ...(options.runsJobs === false ? { batchSize: 0 } : {}),
    },
    ...(options.limits ? { limits: options.limits } : {}),
    batches: { pauseMs: 50 },
    credentials: options.credentials,
    scripts: options.scripts ?? false,
    ...(options.historyPauseMs
      ? {
          history: { everyMs: options.historyPauseMs, batchSize: 2, taskDays: options.taskHistoryDays },
        }
      : {}),
    ...(options.executor ? { executor: options.executor } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  });
}

/** An engine that is a process of its own, so that it can be killed. */
export interface EngineProcess extends RunningEngine {
  /** SIGKILL: no chance to end anything properly. */
  kill: () => Promise<void>;
  /** Everything it wrote so far. */
  output: () => string;
}

/** Starts `engine/main.ts` as its own process and waits until it is ready. */
export async function spawnEngine(options: {
  databaseUrl: string;
  enforceTtl?: boolean;
  /** @default the engine's own choice */
  executor?: 'bpmn-engine' | 'token-core';
  /** @default a free one */
  port?: number;
  /** How far the system clock of its machine is ahead. @default 0 */
  clockSkewMs?: number;
}): Promise<EngineProcess> {
  const port = options.port ?? (await freePort());
  // A run that is killed leaves no engines behind.
  const preload = ['--import', join(import.meta.dirname, '../../launcher/processes/exit-with-parent.ts')];
  if (options.clockSkewMs) preload.push('--import', join(import.meta.dirname, 'skewed-clock.mjs'));
  const child = spawn(process.execPath, [...preload, join(import.meta.dirname, '../../engine/main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: options.databaseUrl,
      ENGINE_PORT: String(port),
      CLOCK_SKEW_MS: String(options.clockSkewMs ?? 0),
      ENGINE_ENFORCE_TTL: String(options.enforceTtl ?? false),
      ...(options.executor ? { ENGINE_EXECUTOR: options.executor } : {}),
    },
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const exited = once(child, 'exit');
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<unknown> => {
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  };
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`The engine did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `http://127.0.0.1:${port}/engine-rest`,
    stop: async () => {
      const code = await end('SIGTERM');
      if (code !== 0) throw new Error(`The engine did not end properly (${String(code)}):\n${output}`);
    },
    kill: async () => {
      await end('SIGKILL');
    },
    output: () => output,
  };
}
