import type { Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';
import { Jsonb, insertRows } from './insert-rows.ts';
import type { StandaloneTaskRow } from './user-tasks.ts';
import { typedValue } from './variables.ts';

/** Stores a new task that belongs to no instance, with its record; false when the id is taken, also by a task that ended. */
export async function insertStandaloneTask(tx: Tx, task: StandaloneTaskRow): Promise<boolean> {
  // The record is there for every task and outlives it; of two at once one waits here for the other.
  const { rowCount } = await tx.query(
    `INSERT INTO engine.history_tasks (id, parent_task_id, tenant_id, name, description, assignee, owner, priority,
            due_at, follow_up_at, started_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`,
    [
      ...[task.id, task.parentTaskId, task.tenantId, task.name, task.description, task.assignee, task.owner],
      ...[task.priority, task.dueAt, task.followUpAt, task.createdAt],
    ],
  );
  if (rowCount === 0) return false;
  await insertRows(tx, 'user_tasks', [
    {
      id: task.id,
      parent_task_id: task.parentTaskId,
      tenant_id: task.tenantId,
      name: task.name,
      description: task.description,
      assignee: task.assignee,
      owner: task.owner,
      delegation_state: task.delegationState,
      priority: task.priority,
      due_at: task.dueAt,
      follow_up_at: task.followUpAt,
      created_at: task.createdAt,
    },
  ]);
  return true;
}

/** Variables of a task that belongs to no instance. */
export async function taskVariables(tx: Tx, taskId: string): Promise<Variables> {
  const { rows } = await tx.query<{
    name: string;
    type: string;
    value: unknown;
    valueInfo: Record<string, unknown> | null;
  }>(
    `SELECT name, type, value, value_info AS "valueInfo" FROM engine.task_variables
      WHERE task_id = $1 ORDER BY name`,
    [taskId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, typedValue(row)]));
}

/** Creates or replaces variables of a task that belongs to no instance, also in the history. */
export async function upsertTaskVariables(
  tx: Tx,
  taskId: string,
  variables: Variables,
  at: Date,
): Promise<void> {
  for (const [name, { type, value, valueInfo }] of Object.entries(variables)) {
    await tx.write(
      `WITH kept AS (
         INSERT INTO engine.task_variables (task_id, name, type, value, value_info) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (task_id, name)
         DO UPDATE SET type = excluded.type, value = excluded.value, value_info = excluded.value_info
         RETURNING *)
       INSERT INTO engine.history_task_variables
         (id, task_id, name, type, value, value_info, state, created_at, updated_at)
       SELECT id, task_id, name, type, value, value_info, 'CREATED', $6, $6 FROM kept
       ON CONFLICT (id) DO UPDATE SET type = excluded.type, value = excluded.value, value_info = excluded.value_info,
         updated_at = excluded.updated_at`,
      [taskId, name, type, new Jsonb(value), valueInfo ? new Jsonb(valueInfo) : null, at],
    );
  }
}

/** Removes variables of a task that belongs to no instance; the history knows that they were there, without their values. */
export async function deleteTaskVariables(tx: Tx, taskId: string, names: string[], at: Date): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM engine.task_variables WHERE task_id = $1 AND name = ANY($2) RETURNING id)
     UPDATE engine.history_task_variables h SET state = 'DELETED', value = NULL, updated_at = $3
       FROM gone WHERE h.id = gone.id`,
    [taskId, names, at],
  );
}

/**
 * Deletes the records of tasks that belonged to no instance and ended before a moment, the oldest first, with all that hangs on them.
 * Returns how many.
 */
export async function removeStandaloneTasks(tx: Tx, endedBefore: Date, limit: number): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(
    `DELETE FROM engine.history_tasks WHERE id IN (
       SELECT id FROM engine.history_tasks WHERE instance_id IS NULL AND ended_at <= $1
        ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [endedBefore, limit],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx.query('DELETE FROM engine.contents WHERE root_instance_id = ANY($1)', [ids]);
  return ids.length;
}
