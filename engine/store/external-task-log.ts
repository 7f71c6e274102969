import type { Tx } from './database.ts';
import type { ExternalTaskRow } from './external-tasks.ts';
import { RowInsert } from './row-insert.ts';
import type { Table } from './row-insert.ts';

/** What happened to an external task. */
export type ExternalTaskLogEvent = 'creation' | 'failure' | 'success' | 'deletion';

/** Where it is recorded what happened to external tasks. */
export const EXTERNAL_TASK_LOG: Table = {
  name: 'history_external_task_log',
  columns: {
    id: 'text',
    external_task_id: 'text',
    instance_id: 'text',
    execution_id: 'text',
    activity_id: 'text',
    topic: 'text',
    priority: 'bigint',
    event: 'text',
    worker_id: 'text',
    retries: 'integer',
    error_message: 'text',
    error_details: 'text',
    at: 'timestamptz',
  },
};

/** The record of what happened to an external task. */
export function externalTaskRecord(
  task: ExternalTaskRow,
  event: ExternalTaskLogEvent,
  { newId, at }: { newId: () => string; at: Date },
): Record<string, unknown> {
  return {
    id: newId(),
    external_task_id: task.id,
    instance_id: task.instanceId,
    execution_id: task.executionId,
    activity_id: task.activityId,
    topic: task.topic,
    priority: task.priority,
    event,
    worker_id: task.workerId,
    retries: task.retries,
    error_message: task.errorMessage,
    error_details: task.errorDetails,
    at,
  };
}

const RECORD = new RowInsert(EXTERNAL_TASK_LOG);

/** Records what happened to an external task. */
export async function recordExternalTask(
  tx: Tx,
  task: ExternalTaskRow,
  event: ExternalTaskLogEvent,
  made: { newId: () => string; at: Date },
): Promise<void> {
  await RECORD.note(tx, [[externalTaskRecord(task, event, made)]]);
}
