import type { ExternalTaskFacts } from '../../executors/external-task-facts.ts';
import type { ExternalTaskRow } from '../../store/external-tasks.ts';

/** An external task as expressions of the model see it. */
export function factsOf(task: ExternalTaskRow): ExternalTaskFacts {
  const { id, workerId, errorMessage, errorDetails } = task;
  return { id, topicName: task.topic, workerId, errorMessage, errorDetails, retries: task.retries ?? 0 };
}
