import type { LogFacts, LogLevel } from '../logging/create-log.ts';
import { runWorker } from './running/run-worker.ts';
import type { Outcome } from './running/run-worker.ts';
import type { Worker } from './worker.ts';

/** What a test can change about the task a worker is given. */
export interface TestTaskOptions {
  /** Ids the worker sees. @default fixed ones: run again with the same ids to test that a worker may be repeated */
  taskId?: string;
  processInstanceId?: string;
  /** Aborts the worker as a lost lock would. */
  signal?: AbortSignal;
}

/** What a worker did. */
export interface TestRun {
  /** Exactly one of: completed with an output, bpmn-error, retryable, fatal. */
  outcome: Outcome;
  /** Everything the worker logged. */
  logged: { level: LogLevel; event: string; facts: LogFacts }[];
}

/**
 * Runs a worker once as the engine would, without an engine: variables are checked against its input schema, the output
 * against its output schema, whatever it throws becomes an outcome. Never throws.
 */
export async function runTopic(
  worker: Worker,
  variables: Record<string, unknown>,
  options: TestTaskOptions = {},
): Promise<TestRun> {
  const logged: TestRun['logged'] = [];
  const outcome = await runWorker(worker, variables, {
    taskId: options.taskId ?? 'test-task',
    processInstanceId: options.processInstanceId ?? 'test-instance',
    signal: options.signal ?? new AbortController().signal,
    log: (level, event, facts = {}) => void logged.push({ level, event, facts }),
  });
  return { outcome, logged };
}
