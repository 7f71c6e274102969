import type { ActivityRef } from '../executors/port.ts';
import type { Tx } from './database.ts';

/** What is open under an execution id, as it is called in the version the instance moved to. */
export interface MovedActivity extends ActivityRef {
  parentExecutionId: string | null;
  formKey?: string | null;
  extensionProperties?: Record<string, string>;
}

/** Tasks, timers, subscriptions, incidents and history go on under the names of the new version; all else about them stays. */
export async function moveActivities(tx: Tx, instanceId: string, moved: MovedActivity[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = JSON.stringify(
    moved.map((one) => ({
      execution_id: one.executionId,
      parent_execution_id: one.parentExecutionId,
      activity_id: one.activityId,
      activity_name: one.activityName,
      activity_type: one.activityType,
      scope_path: one.scopePath,
      form_key: one.formKey ?? null,
      extension_properties: one.extensionProperties ?? {},
    })),
  );
  for (const [table, set] of Object.entries(MOVING)) {
    await tx.query(
      `UPDATE engine.${table} t SET ${set}
         FROM jsonb_to_recordset($2) AS m(execution_id text, parent_execution_id text, activity_id text,
           activity_name text, activity_type text, scope_path text[], form_key text, extension_properties jsonb)
        WHERE t.instance_id = $1 AND t.execution_id = m.execution_id`,
      [instanceId, rows],
    );
  }
}

const same = (...columns: string[]): string => columns.map((column) => `${column} = m.${column}`).join(', ');

/** What changes in each table. */
const MOVING: Readonly<Record<string, string>> = {
  external_tasks: same('activity_id', 'scope_path', 'extension_properties'),
  user_tasks: same('activity_id', 'scope_path', 'form_key'),
  // Timers do not say what they are in.
  jobs: `activity_id = m.activity_id,
    parent_execution_id = CASE WHEN t.type = 'message' THEN m.parent_execution_id END`,
  event_subscriptions: same('activity_id', 'scope_path'),
  incidents: same('activity_id'),
  history_activities: same('activity_id', 'activity_name', 'activity_type', 'parent_execution_id'),
  history_tasks: same('activity_id'),
};

/** An instance, and all that belongs to it, is one of another definition from now on. */
export async function moveToDefinition(
  tx: Tx,
  instanceId: string,
  definition: { id: string; key: string },
): Promise<void> {
  await tx.query('UPDATE engine.instances SET definition_id = $2 WHERE id = $1', [instanceId, definition.id]);
  for (const table of ['jobs', 'event_subscriptions', 'incidents', 'history_incidents']) {
    await tx.query(`UPDATE engine.${table} SET definition_id = $2 WHERE instance_id = $1`, [
      instanceId,
      definition.id,
    ]);
  }
  await tx.query(
    'UPDATE engine.history_processes SET definition_id = $2, definition_key = $3 WHERE id = $1',
    [instanceId, definition.id, definition.key],
  );
}
