import { Variables } from 'camunda-external-task-client-js';
import type { Client, Task, TaskService } from 'camunda-external-task-client-js';
import type { Log } from '../../logging/create-log.ts';
import type { Worker } from '../worker.ts';
import { nextTry } from './retry-policy.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { runWorker } from './run-worker.ts';
import type { Outcome } from './run-worker.ts';

/** How tasks of a topic are held and tried again. */
export interface TopicOptions {
  /** How long the engine keeps a task for us without a sign of life, in ms; extended at a third of it while we work. */
  lockDurationMs: number;
  retryPolicy: RetryPolicy;
  log: Log;
}

const REFUSED_COMPLETION = {
  code: 'engine-refused-completion',
  message: 'The engine could not go on after this task; its log says why.',
};

/** Subscribes one worker to its topic: each task ends in exactly one of the four outcomes, reported to the engine. */
export function runTopic(client: Client, worker: Worker, options: TopicOptions): void {
  client.subscribe(
    worker.topic,
    { variables: Object.keys(worker.input.shape), lockDuration: options.lockDurationMs },
    ({ task, taskService }) => runTask(worker, task, taskService, options),
  );
}

async function runTask(
  worker: Worker,
  task: Task,
  service: TaskService,
  options: TopicOptions,
): Promise<void> {
  const ids = { topic: worker.topic, taskId: task.id, processInstanceId: task.processInstanceId };
  const log: Log = (level, event, facts) => options.log(level, event, { ...ids, ...facts });
  const lost = new AbortController();
  const stopExtending = keepLock(
    () => service.extendLock(task, options.lockDurationMs),
    options.lockDurationMs / 3,
    (error) => {
      log('warn', 'lock-not-extended', { code: codeOf(error) });
      // 4xx: the task is gone or another worker has it. Anything else may pass before the lock runs out.
      if (statusOf(error) !== null && !isServerError(error)) lost.abort();
    },
  );
  const beganAt = performance.now();
  try {
    const outcome = await runWorker(worker, task.variables.getAll(), {
      taskId: task.id,
      processInstanceId: task.processInstanceId,
      signal: lost.signal,
      log,
    });
    await report(outcome, task, service, options.retryPolicy);
    log(outcome.kind === 'completed' ? 'info' : 'warn', `task-${outcome.kind}`, {
      durationMs: Math.round(performance.now() - beganAt),
      ...('code' in outcome && { code: outcome.code }),
    });
  } catch (error) {
    // Nobody heard how the task ended; its lock runs out and it is done again, which workers are built for.
    log('warn', 'task-report-failed', { code: codeOf(error) });
  } finally {
    stopExtending();
  }
}

async function report(
  outcome: Outcome,
  task: Task,
  service: TaskService,
  policy: RetryPolicy,
): Promise<void> {
  switch (outcome.kind) {
    case 'completed':
      return complete(outcome.output, task, service, policy);
    case 'bpmn-error':
      return service.handleBpmnError(task, outcome.code, outcome.message);
    case 'fatal':
      return service.handleFailure(task, { ...textOf(outcome), retries: 0, retryTimeout: 0 });
    case 'retryable': {
      const next = nextTry(policy, task.retries);
      const retryTimeout = next.retries === 0 ? 0 : (outcome.retryAfterMs ?? next.retryTimeout);
      return service.handleFailure(task, { ...textOf(outcome), retries: next.retries, retryTimeout });
    }
  }
}

/**
 * A completion the engine answers with 5xx failed in the step behind it and was rolled back. Without a report the task would
 * come back after each lock for ever and nobody would see it; so it counts as a failure and ends as an incident.
 */
async function complete(
  output: Record<string, unknown>,
  task: Task,
  service: TaskService,
  policy: RetryPolicy,
): Promise<void> {
  try {
    await service.complete(task, new Variables().setAll(output));
  } catch (error) {
    if (!isServerError(error)) throw error;
    await service.handleFailure(task, {
      ...textOf(REFUSED_COMPLETION),
      ...nextTry(policy, task.retries),
    });
  }
}

/** Extends the lock of a task again and again until the returned function is called. */
function keepLock(
  extendLock: () => Promise<void>,
  everyMs: number,
  onProblem: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => void extendLock().catch(onProblem), everyMs);
  return () => clearInterval(timer);
}

function textOf({ code, message }: { code: string; message: string }): { errorMessage: string } {
  return { errorMessage: `${code}: ${message}` };
}

function statusOf(error: unknown): number | null {
  const status = (error as { httpStatusCode?: unknown }).httpStatusCode;
  return typeof status === 'number' ? status : null;
}

function isServerError(error: unknown): boolean {
  return (statusOf(error) ?? 0) >= 500;
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: string };
  return String(statusOf(error) ?? code ?? 'unknown');
}
