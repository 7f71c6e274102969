import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JdbcAddress } from './jdbc-address.ts';

/** How to run one node. */
export interface NodePlan {
  jar: string;
  host: string;
  port: number;
  database: JdbcAddress;
  /** Whether processes without camunda:historyTimeToLive are refused. */
  enforceTtl: boolean;
  /** Whether it fires timers and runs asynchronous steps by itself. */
  runsJobs: boolean;
  logFile: string;
}

/** A node that answers. */
export interface OperatonNode {
  /** Base address of its REST interface, ending in `/engine-rest`. */
  url: string;
  pid: number;
  /** Resolves when the process has ended, whoever ended it. */
  ended: Promise<void>;
  /** Answers what it is at, then ends; after 15 s it is killed. */
  stop: () => Promise<void>;
}

/** Memory of a node; what a worker or a list holds at once is small. */
const HEAP = '-Xmx512m';
/** A cold start on a slow disk, with the tables to be made. */
const READY_WITHIN_MS = 180_000;
const KILL_AFTER_MS = 15_000;

/**
 * Starts one Operaton node and waits until its REST interface answers.
 *
 * @throws Error with its last lines when it ends before or does not answer within three minutes.
 */
export async function startNode(plan: NodePlan): Promise<OperatonNode> {
  const child = spawn('java', [HEAP, '-jar', plan.jar], {
    env: environmentOf(plan),
    // Standard input stays open as long as this process lives: the node ends with it.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lastLines = keepOutput(child, plan.logFile);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    await ended;
    clearTimeout(kill);
  };
  const url = `http://${plan.host}:${plan.port}/engine-rest`;
  const isUp = await Promise.race([untilAnswering(url), ended.then(() => false)]);
  if (!isUp) {
    await stop();
    throw new Error(`The Operaton node on port ${plan.port} did not start:\n${lastLines()}`);
  }
  return { url, pid: child.pid ?? 0, ended, stop };
}

function environmentOf(plan: NodePlan): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'JAVA_HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'TEMP'];
  return {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
    // Dates without an offset mean the same on both engines.
    TZ: 'UTC',
    HOST: plan.host,
    OPERATON_PORT: String(plan.port),
    OPERATON_JDBC_URL: plan.database.url,
    OPERATON_DATABASE_USER: plan.database.user,
    OPERATON_DATABASE_PASSWORD: plan.database.password,
    ENGINE_ENFORCE_TTL: String(plan.enforceTtl),
    OPERATON_RUNS_JOBS: String(plan.runsJobs),
    OPERATON_ENDS_WITH_STDIN: 'true',
  };
}

function keepOutput(child: ChildProcess, logFile: string): () => string {
  const file = createWriteStream(logFile, { flags: 'a' });
  let lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      file.write(chunk);
      lines = [...lines, ...chunk.toString().split('\n')].filter((line) => line.trim() !== '').slice(-20);
    });
  }
  child.once('close', () => file.end());
  return () => lines.join('\n');
}

async function untilAnswering(url: string): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/version`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return true;
    await sleep(250);
  }
  return false;
}
