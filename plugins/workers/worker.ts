import type { z } from 'zod';
import type { Log } from '../logging/create-log.ts';

/** What a worker is lent for one task. */
export interface TaskContext {
  /** Id of the external task: the same when the task is tried again, new when the process comes round again. */
  taskId: string;
  processInstanceId: string;
  /** Aborted when the task is no longer ours (lock lost); stop then, somebody else does it. */
  signal: AbortSignal;
  /** Writes a line with the ids of this task added. */
  log: Log;
}

/** One topic: what it reads from the process, what it writes back, what it does. */
export interface Worker<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  topic: string;
  /** Only these variables are fetched. */
  input: Input;
  output: Output;
  /**
   * Does the work; it may be done twice (a crash before the engine heard of it), so it must be safe to repeat.
   *
   * @throws BpmnError, RetryableFailure or FatalFailure; anything else counts as a defect and is tried again.
   */
  handle(input: z.output<Input>, context: TaskContext): Promise<z.input<Output>>;
}

/** Declares a worker; only gives `handle` its types. */
export function defineWorker<Input extends z.ZodObject, Output extends z.ZodObject>(
  worker: Worker<Input, Output>,
): Worker<Input, Output> {
  return worker;
}
