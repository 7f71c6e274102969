import type { Tx } from './database.ts';

/** Removes one variable from the history; false when there is none of this id. */
export async function deleteHistoricVariable(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `WITH gone AS (DELETE FROM engine.history_variables WHERE id = $1 RETURNING id, type, value, instance_id, scope_id, name),
     forgotten AS (${contentsOf('gone')}),
     updates AS (${updatesOf('gone')})
     SELECT id FROM gone`,
    [id],
  );
  return rowCount === 1 || deleteOfTask(tx, id);
}

/** As `deleteHistoricVariable`, of a task that belongs to no instance. */
async function deleteOfTask(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `WITH gone AS (DELETE FROM engine.history_task_variables WHERE id = $1 RETURNING id, type, value),
     forgotten AS (
       DELETE FROM engine.contents c USING gone v
        WHERE v.type = 'File' AND c.id = v.value #>> '{}'
          AND NOT EXISTS (SELECT 1 FROM engine.task_variables r WHERE r.id = v.id))
     SELECT id FROM gone`,
    [id],
  );
  return rowCount === 1;
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
