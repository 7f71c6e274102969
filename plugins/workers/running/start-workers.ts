import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'camunda-external-task-client-js';
import type { RequestOptions } from 'camunda-external-task-client-js';
import type { Log } from '../../logging/create-log.ts';
import type { Worker } from '../worker.ts';
import { DEFAULT_RETRY_POLICY } from './retry-policy.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { runTopic } from './run-topic.ts';

/** Which workers to run against which engine, and how. */
export interface WorkersSettings {
  /** Base address of a Camunda-7-compatible engine, for example `http://127.0.0.1:8080/engine-rest`. */
  engineUrl: string;
  /** Sent with every request, for example `authorization`. @default none */
  engineHeaders?: Record<string, string>;
  /** Names this process to the engine; must differ between processes, or one could complete the other's tasks. */
  workerId: string;
  workers: Worker[];
  log: Log;
  /** @default 20000: what a killed process costs; work that takes longer extends its lock. */
  lockDurationMs?: number;
  /** @default DEFAULT_RETRY_POLICY */
  retryPolicy?: RetryPolicy;
  /** How long `stop` waits for work in hand, in ms. @default 8000, below the 10 s after which the launcher kills */
  stopWithinMs?: number;
}

/** Workers that poll. */
export interface RunningWorkers {
  /** Takes no more tasks, then waits for those in hand. */
  stop: () => Promise<void>;
}

/** The engine holds a poll this long when there is no task. */
const LONG_POLL_MS = 20_000;
/** The stock client has no time-out of its own: an engine that never answers would stall it for ever. */
const ANSWER_WITHIN_MS = LONG_POLL_MS + 10_000;
const TASKS_AT_ONCE = 10;
/** Pause between polls; also between tries while the engine is down, as the client knows no back-off. */
const POLL_INTERVAL_MS = 250;

/** Subscribes all workers at one engine and starts polling; an engine that is not there yet is waited for. */
export function startWorkers(settings: WorkersSettings): RunningWorkers {
  const { log, lockDurationMs = 20_000, retryPolicy = DEFAULT_RETRY_POLICY, stopWithinMs = 8_000 } = settings;
  const polling = new AbortController();
  const client = new Client({
    baseUrl: settings.engineUrl,
    workerId: settings.workerId,
    maxTasks: TASKS_AT_ONCE,
    maxParallelExecutions: TASKS_AT_ONCE,
    interval: POLL_INTERVAL_MS,
    lockDuration: lockDurationMs,
    asyncResponseTimeout: LONG_POLL_MS,
    autoPoll: false,
    interceptors: (request) => ({
      ...withLimits(request, polling.signal),
      headers: { ...request.headers, ...settings.engineHeaders },
    }),
  });
  logPolling(client, log, polling.signal);
  for (const worker of settings.workers) {
    runTopic(client, worker, { lockDurationMs, retryPolicy, log });
  }
  client.start();
  return {
    stop: async () => {
      client.stop();
      // A task the engine hands out at this very moment stays locked until its lock runs out, then another process gets it.
      polling.abort();
      log('info', 'workers-stopping', { tasksInHand: client.activeTasksCount });
      await Promise.race([untilIdle(client), sleep(stopWithinMs, undefined, { ref: false })]);
    },
  };
}

function withLimits(request: RequestOptions, polling: AbortSignal): RequestOptions {
  const isPoll = request.json !== undefined && 'topics' in request.json;
  return { ...request, timeout: { request: ANSWER_WITHIN_MS }, ...(isPoll && { signal: polling }) };
}

/** The client counts a task as active until its outcome has been told to the engine. */
async function untilIdle(client: Client): Promise<void> {
  while (client.activeTasksCount > 0) await sleep(20);
}

/** One line when the engine goes away and one when it is back, not one per poll. */
function logPolling(client: Client, log: Log, polling: AbortSignal): void {
  let isAway = false;
  client.on('poll:error', () => {
    if (polling.aborted || isAway) return;
    isAway = true;
    log('warn', 'engine-not-answering');
  });
  client.on('poll:success', () => {
    if (isAway) log('info', 'engine-answering-again');
    isAway = false;
  });
}
