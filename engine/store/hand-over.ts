import type { Tx } from './database.ts';
import { toFetchedTask, variablesOf } from './fetch-external-tasks.ts';
import type { FetchedRow, FetchedTask } from './fetch-external-tasks.ts';

/** A task that was made in this transaction, and the worker that waits for it. */
export interface HandOver {
  taskId: string;
  workerId: string;
  lockExpiresAt: Date;
  /** Names of the variables to read; null: all. */
  variableNames: string[] | null;
}

/**
 * Locks a task for a worker as the transaction that made it ends: no fetch, no transaction more. Only the commit makes it so.
 *
 * @param onLocked not called when the task is gone again, or its instance suspended.
 */
export function handOver(
  tx: Tx,
  { taskId, workerId, lockExpiresAt, variableNames }: HandOver,
  onLocked: (task: FetchedTask) => void,
): Promise<void> {
  return tx.writeRows(HAND_OVER, [[taskId, workerId, lockExpiresAt, variableNames]], (rows) => {
    const row = (rows as FetchedRow[]).find(({ id }) => id === taskId);
    if (row) onLocked(toFetchedTask(row));
  });
}

const given = (parameter: number, type: string): string =>
  `($${parameter}::${type}[])[array_position($1::text[], t.id)]`;

const HAND_OVER = `
  UPDATE engine.external_tasks t SET worker_id = ${given(2, 'text')}, lock_expires_at = ${given(3, 'timestamptz')}
    FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id
   WHERE t.id = ANY($1) AND i.id = t.instance_id AND NOT i.suspended AND t.worker_id IS NULL
  RETURNING t.id, t.instance_id AS "instanceId", t.execution_id AS "executionId", t.activity_id AS "activityId",
            t.scope_path AS "scopePath", t.topic, t.priority, t.worker_id AS "workerId",
            t.lock_expires_at AS "lockExpiresAt", t.retries, t.error_message AS "errorMessage",
            t.error_details AS "errorDetails", t.extension_properties AS "extensionProperties",
            t.created_at AS "createdAt", i.business_key AS "businessKey", p.id AS "processDefinitionId",
            p.key AS "processDefinitionKey", p.version_tag AS "processDefinitionVersionTag", p.tenant_id AS "tenantId",
            ${variablesOf('t', `${given(4, 'text')}::text[]`)} AS variables`;
