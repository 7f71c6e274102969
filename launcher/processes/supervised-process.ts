import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One part of Njia that runs as an own process. */
export interface ProcessPlan {
  /** Shown to people and name of the log file. */
  name: string;
  /** Module to run, absolute path, and its arguments. */
  module: string;
  args?: string[];
  /** Extra options of Node itself. */
  nodeOptions?: string[];
  env: Record<string, string>;
  cwd: string;
  /** Answers 2xx once the part is ready; without it, a part is ready when started. */
  readyUrl?: string;
  /** How long it may take to become ready, in ms. @default 60000 */
  readyWithinMs?: number;
}

/** Where the supervisor writes what it has to say. */
export interface SupervisorLog {
  say: (text: string) => void;
  logFolder: string;
}

/** A part that is started again whenever it ends without being asked to. */
export interface SupervisedProcess {
  readonly name: string;
  readonly pid: () => number | undefined;
  /** Ends the process: SIGTERM, then SIGKILL after 10 s. */
  stop: () => Promise<void>;
}

/** First wait before a restart; doubles with each crash in a row up to 5 s: a part that cannot live does not spin, one that can is soon back. */
const FIRST_RESTART_DELAY_MS = 500;
const LONGEST_RESTART_DELAY_MS = 5_000;
/** A part that ran this long is taken to be healthy again. */
const HEALTHY_AFTER_MS = 30_000;
const KILL_AFTER_MS = 10_000;

const EXIT_WITH_PARENT = pathToFileURL(join(import.meta.dirname, 'exit-with-parent.ts')).href;

/**
 * Starts a part, waits until it is ready and keeps it running.
 *
 * @throws Error when the part is not ready in time or ends before; the message holds its last lines.
 */
export async function superviseProcess(plan: ProcessPlan, log: SupervisorLog): Promise<SupervisedProcess> {
  const keeper = new ProcessKeeper(plan, log);
  keeper.start();
  try {
    await keeper.untilReady();
  } catch (error) {
    await keeper.stop();
    throw error;
  }
  return keeper;
}

class ProcessKeeper implements SupervisedProcess {
  readonly name: string;
  readonly #plan: ProcessPlan;
  readonly #log: SupervisorLog;
  #child: ChildProcess | undefined;
  #stopping = false;
  #restartDelayMs = FIRST_RESTART_DELAY_MS;
  #restart: NodeJS.Timeout | undefined;
  #lastLines: string[] = [];

  constructor(plan: ProcessPlan, log: SupervisorLog) {
    this.name = plan.name;
    this.#plan = plan;
    this.#log = log;
  }

  pid = (): number | undefined => this.#child?.pid;

  start(): void {
    const { plan, log } = { plan: this.#plan, log: this.#log };
    const startedAt = Date.now();
    const child = spawn(
      process.execPath,
      [...(plan.nodeOptions ?? []), '--import', EXIT_WITH_PARENT, plan.module, ...(plan.args ?? [])],
      { cwd: plan.cwd, env: plan.env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    this.#child = child;
    const file = createWriteStream(join(log.logFolder, `${plan.name}.log`), { flags: 'a' });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        file.write(chunk);
        this.#remember(chunk.toString());
      });
    }
    child.on('exit', (code, signal) => {
      file.end();
      if (this.#stopping) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) this.#restartDelayMs = FIRST_RESTART_DELAY_MS;
      log.say(`${plan.name} ended (${signal ?? `exit code ${code}`}); starting it again.`);
      this.#restart = setTimeout(() => this.start(), this.#restartDelayMs);
      this.#restartDelayMs = Math.min(this.#restartDelayMs * 2, LONGEST_RESTART_DELAY_MS);
    });
  }

  async untilReady(): Promise<void> {
    const { readyUrl, readyWithinMs = 60_000, name } = this.#plan;
    if (readyUrl === undefined) return;
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline) {
      if (this.#child?.exitCode !== null && this.#child?.exitCode !== undefined) break;
      if (await answers(readyUrl)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${name} did not become ready. Its last lines:\n${this.#lastLines.join('\n')}`);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    await ended;
    clearTimeout(kill);
  }

  #remember(text: string): void {
    this.#lastLines = [...this.#lastLines, ...text.split('\n').filter((line) => line.trim() !== '')].slice(
      -15,
    );
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
