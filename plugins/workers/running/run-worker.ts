import { placeOf } from '../../logging/create-log.ts';
import type { TaskContext, Worker } from '../worker.ts';
import { BpmnError, FatalFailure, RetryableFailure } from '../worker-errors.ts';

/** The four ways a task can end. */
export type Outcome =
  | { kind: 'completed'; output: Record<string, unknown> }
  | { kind: 'bpmn-error'; code: string; message: string }
  | { kind: 'retryable'; code: string; message: string; retryAfterMs?: number; isDefect: boolean }
  | { kind: 'fatal'; code: string; message: string };

/**
 * Runs one worker once on plain variables and says how it ended; never throws.
 *
 * A variable that is null counts as not given, because the engine cannot tell the two apart.
 */
export async function runWorker(
  worker: Worker,
  variables: Record<string, unknown>,
  context: TaskContext,
): Promise<Outcome> {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null));
  const input = worker.input.safeParse(given);
  if (!input.success) {
    const problems = input.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`).join(', ');
    const message = `The process gives topic "${worker.topic}" unusable variables: ${problems}.`;
    return { kind: 'fatal', code: 'bad-input', message };
  }
  try {
    const output = await worker.handle(input.data, context);
    return { kind: 'completed', output: worker.output.parse(output) };
  } catch (error) {
    return outcomeOf(error, worker.topic, context);
  }
}

function outcomeOf(error: unknown, topic: string, context: TaskContext): Outcome {
  if (error instanceof BpmnError) return { kind: 'bpmn-error', code: error.code, message: error.message };
  if (error instanceof FatalFailure) return { kind: 'fatal', code: error.code, message: error.message };
  if (error instanceof RetryableFailure) {
    const { code, message, retryAfterMs } = error;
    return {
      kind: 'retryable',
      code,
      message,
      isDefect: false,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  context.log('error', 'worker-defect', placeOf(error));
  return {
    kind: 'retryable',
    code: 'defect',
    message: `The worker of topic "${topic}" failed unexpectedly; its log says where (event worker-defect).`,
    isDefect: true,
  };
}
