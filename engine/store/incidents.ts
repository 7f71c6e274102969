import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** Something that is stuck until an operator acts. */
export interface IncidentRow {
  id: string;
  instanceId: string | null;
  /** Null for an item of a batch, as the activity. */
  definitionId: string | null;
  executionId: string | null;
  activityId: string | null;
  /** `failedExternalTask`, `failedJob` and `unreadableState` are the engine's own. */
  type: string;
  /** Id of the external task, job, instance or item of a batch that is stuck; whatever whoever opened it by hand says. */
  configuration: string | null;
  message: string | null;
  createdAt: Date;
  /** The incident in the called instance that is why there is this one; its own id when it is nobody else's. */
  causeId: string;
  /** The incident that all began with. */
  rootCauseId: string;
}

/** Opens incidents, in the running data and in the history. */
export async function insertIncidents(tx: Tx, incidents: readonly IncidentRow[]): Promise<void> {
  const rows = incidents.map((incident) => ({
    id: incident.id,
    instance_id: incident.instanceId,
    definition_id: incident.definitionId,
    execution_id: incident.executionId,
    activity_id: incident.activityId,
    type: incident.type,
    configuration: incident.configuration,
    message: incident.message,
    created_at: incident.createdAt,
    cause_id: incident.causeId,
    root_cause_id: incident.rootCauseId,
  }));
  await insertRows(tx, 'incidents', rows);
  await insertRows(
    tx,
    'history_incidents',
    rows.map((row) => ({ ...row, state: 'open' })),
  );
}

/** A call activity that waits for an instance. */
export type WaitingCall = Pick<IncidentRow, 'instanceId' | 'definitionId' | 'executionId' | 'activityId'>;

/** The call activities that wait for an instance, the nearest first. */
export async function findWaitingCalls(tx: Tx, instanceId: string): Promise<WaitingCall[]> {
  const { rows } = await tx.query<WaitingCall>(
    `WITH RECURSIVE called AS (
       SELECT super_id, super_execution_id, 1 AS distance FROM engine.instances WHERE id = $1
       UNION ALL
       SELECT i.super_id, i.super_execution_id, c.distance + 1
         FROM called c JOIN engine.instances i ON i.id = c.super_id)
     SELECT i.id AS "instanceId", i.definition_id AS "definitionId", c.super_execution_id AS "executionId",
            (SELECT a.activity_id FROM engine.history_activities a
              WHERE a.instance_id = i.id AND a.execution_id = c.super_execution_id LIMIT 1) AS "activityId"
       FROM called c JOIN engine.instances i ON i.id = c.super_id ORDER BY c.distance`,
    [instanceId],
  );
  return rows;
}

/** Closes the incidents of tasks or jobs: `resolved` when they go on, `deleted` when they are no longer wanted. */
export async function closeIncidents(
  tx: Tx,
  configurations: string[],
  state: 'resolved' | 'deleted',
  at: Date,
): Promise<void> {
  await tx.writeRows(
    CLOSE,
    configurations.map((configuration) => [configuration, state, at]),
  );
}

const CLOSE = `
  WITH closed AS (
    DELETE FROM engine.incidents WHERE configuration = ANY($1::text[]) RETURNING id)
  UPDATE engine.history_incidents
     SET state = ($2::text[])[array_position($1::text[], configuration)],
         ended_at = ($3::timestamptz[])[array_position($1::text[], configuration)]
   WHERE id = ANY(ARRAY(SELECT id FROM closed))`;

/** Where an open incident of an instance is. */
export type PlacedIncident = Pick<IncidentRow, 'id' | 'executionId' | 'activityId'>;

/** The open incidents of an instance, the oldest first. */
export async function incidentsOf(tx: Tx, instanceId: string): Promise<PlacedIncident[]> {
  const { rows } = await tx.query<PlacedIncident>(
    `SELECT id, execution_id AS "executionId", activity_id AS "activityId" FROM engine.incidents
      WHERE instance_id = $1 ORDER BY created_at, id`,
    [instanceId],
  );
  return rows;
}

/** Whether a task or job has an open incident. */
export async function hasIncident(tx: Tx, configuration: string): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT 1 FROM engine.incidents WHERE configuration = $1 LIMIT 1', [
    configuration,
  ]);
  return rowCount === 1;
}

/** Writes or clears a note on an incident; false when there is none. */
export async function setIncidentAnnotation(tx: Tx, id: string, annotation: string | null): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE engine.incidents SET annotation = $2 WHERE id = $1', [
    id,
    annotation,
  ]);
  await tx.query('UPDATE engine.history_incidents SET annotation = $2 WHERE id = $1', [id, annotation]);
  return rowCount === 1;
}

/** An open incident: its type, and the instance it is in. */
export async function findIncident(
  tx: Tx,
  id: string,
): Promise<{ type: string; instanceId: string | null } | undefined> {
  const { rows } = await tx.query<{ type: string; instanceId: string | null }>(
    'SELECT type, instance_id AS "instanceId" FROM engine.incidents WHERE id = $1',
    [id],
  );
  return rows[0];
}

/** Closes one incident. */
export async function resolveIncident(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query(
    `WITH closed AS (DELETE FROM engine.incidents WHERE id = $1)
     UPDATE engine.history_incidents SET state = 'resolved', ended_at = $2 WHERE id = $1`,
    [id, at],
  );
}
