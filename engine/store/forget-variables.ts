import type { Tx } from './database.ts';

/** A variable that was removed from the history. */
export interface ForgottenVariable {
  name: string;
  /** null: it was of a task that belongs to no instance. */
  instanceId: string | null;
  scopeId: string | null;
  /** Of a task that belongs to no instance. */
  taskId: string | null;
}

/** Removes one variable from the history; undefined when there is none of this id. */
export async function deleteHistoricVariable(tx: Tx, id: string): Promise<ForgottenVariable | undefined> {
  const { rows } = await tx.query<ForgottenVariable>(
    `WITH gone AS (DELETE FROM engine.history_variables WHERE id = $1 RETURNING id, type, value, instance_id, scope_id, name),
     forgotten AS (${contentsOf('gone')}),
     updates AS (${updatesOf('gone')})
     SELECT name, instance_id AS "instanceId", scope_id AS "scopeId", NULL AS "taskId" FROM gone`,
    [id],
  );
  return rows[0] ?? deleteOfTask(tx, id);
}

/** As `deleteHistoricVariable`, of a task that belongs to no instance. */
async function deleteOfTask(tx: Tx, id: string): Promise<ForgottenVariable | undefined> {
  const { rows } = await tx.query<ForgottenVariable>(
    `WITH gone AS (DELETE FROM engine.history_task_variables WHERE id = $1 RETURNING id, type, value, name, task_id),
     forgotten AS (
       DELETE FROM engine.contents c USING gone v
        WHERE v.type = 'File' AND c.id = v.value #>> '{}'
          AND NOT EXISTS (SELECT 1 FROM engine.task_variables r WHERE r.id = v.id))
     SELECT name, NULL AS "instanceId", NULL AS "scopeId", task_id AS "taskId" FROM gone`,
    [id],
  );
  return rows[0];
}

/** Removes all variables of an instance from the history; false when the history knows no such instance. */
export async function deleteHistoricVariables(tx: Tx, instanceId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `WITH gone AS (
       DELETE FROM engine.history_variables WHERE instance_id = $1 RETURNING id, type, value, instance_id, scope_id, name),
     forgotten AS (${contentsOf('gone')}),
     updates AS (${updatesOf('gone')})
     SELECT id FROM engine.history_processes WHERE id = $1`,
    [instanceId],
  );
  return rowCount === 1;
}

/** The bytes of files go as well, unless the instance still runs and has them. */
const contentsOf = (variables: string): string => `
  DELETE FROM engine.contents c USING ${variables} v
   WHERE v.type = 'File' AND c.id = v.value #>> '{}'
     AND NOT EXISTS (SELECT 1 FROM engine.variables r WHERE r.type = 'File' AND r.value = v.value)
     AND NOT EXISTS (SELECT 1 FROM engine.history_variables r
                      WHERE r.type = 'File' AND r.value = v.value AND r.id <> v.id)`;

/** The values they had before. */
const updatesOf = (variables: string): string => `
  DELETE FROM engine.history_variable_updates d USING ${variables} v
   WHERE d.instance_id = v.instance_id AND d.scope_id = v.scope_id AND d.name = v.name`;
