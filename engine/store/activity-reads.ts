import type { Tx } from './database.ts';

/** An activity of a running instance that has not ended. */
export interface OpenActivity {
  executionId: string;
  parentExecutionId: string | null;
  activityId: string;
  activityName: string | null;
  activityType: string;
}

/** Activities of a running instance that have not ended, in the order they started. */
export async function openActivitiesOf(tx: Tx, instanceId: string): Promise<OpenActivity[]> {
  const { rows } = await tx.query<OpenActivity>(
    `SELECT execution_id AS "executionId", parent_execution_id AS "parentExecutionId", activity_id AS "activityId",
            activity_name AS "activityName", activity_type AS "activityType"
       FROM engine.history_activities WHERE instance_id = $1 AND ended_at IS NULL ORDER BY sequence`,
    [instanceId],
  );
  return rows;
}

/** How busy one activity of a definition is, as heat maps show it. */
export interface ActivityStatistics {
  id: string;
  instances: number;
  failedJobs: number;
  incidents: IncidentCount[];
}

/** How many incidents of a type are open. */
export interface IncidentCount {
  incidentType: string;
  incidentCount: number;
}

/** How many tokens stand at each activity of a definition, with failed jobs and incidents. */
export async function activityStatistics(tx: Tx, definitionId: string): Promise<ActivityStatistics[]> {
  const { rows } = await tx.query<ActivityStatistics>(
    `SELECT a.activity_id AS id, count(*) AS instances,
            (SELECT count(*)::int FROM engine.jobs j
              WHERE j.definition_id = $1 AND j.activity_id = a.activity_id AND j.exception_message IS NOT NULL
            ) AS "failedJobs",
            coalesce((SELECT jsonb_agg(jsonb_build_object('incidentType', x.type, 'incidentCount', x.n))
               FROM (SELECT type, count(*) AS n FROM engine.incidents
                      WHERE definition_id = $1 AND activity_id = a.activity_id GROUP BY type) x), '[]') AS incidents
       FROM engine.history_activities a JOIN engine.instances i ON i.id = a.instance_id
      WHERE i.definition_id = $1 AND a.ended_at IS NULL GROUP BY a.activity_id ORDER BY a.activity_id`,
    [definitionId],
  );
  return rows;
}

/** How busy one definition is. */
export interface DefinitionStatistics {
  id: string;
  instances: number;
  failedJobs: number;
  incidents: IncidentCount[];
}

/** How many instances of each definition run, with failed jobs and incidents, with or without those that others caused. */
export async function definitionStatistics(
  tx: Tx,
  { rootIncidents }: { rootIncidents: boolean },
): Promise<DefinitionStatistics[]> {
  const { rows } = await tx.query<DefinitionStatistics>(
    `SELECT p.id, (SELECT count(*) FROM engine.instances i WHERE i.definition_id = p.id) AS instances,
            (SELECT count(*) FROM engine.jobs j
              WHERE j.definition_id = p.id AND j.exception_message IS NOT NULL) AS "failedJobs",
            coalesce((SELECT jsonb_agg(jsonb_build_object('incidentType', x.type, 'incidentCount', x.n))
               FROM (SELECT type, count(*) AS n FROM engine.incidents
                      WHERE definition_id = p.id AND (root_cause_id = id OR NOT $1) GROUP BY type) x), '[]') AS incidents
       FROM engine.process_definitions p ORDER BY p.key, p.version`,
    [rootIncidents],
  );
  return rows;
}
