import type { JobDeclaration } from '../executors/job-declarations.ts';
import type { Tx } from './database.ts';
import type { ProcessDefinitionRow } from './process-definitions.ts';

/** The SQL of the id of the job definition that a job, an entry of the log or the definition itself belongs to. */
export function jobDefinitionRef(alias: string): string {
  return jobDefinitionId(
    ['definition_id', 'activity_id', 'type', 'is_after', 'listener_id'].map((name) => `${alias}.${name}`),
  );
}

/**
 * As `jobDefinitionRef`, of the SQL of a definition's id, an activity's, the type, whether it is behind the activity, and the id of
 * the listener that waits.
 */
export function jobDefinitionId([definition, activity, type, isAfter, listener]: string[]): string {
  const suffix = `CASE WHEN ${isAfter} THEN '-after' ELSE coalesce('-' || ${listener}, '') END`;
  return `md5(${definition} || ${activity} || ${type} || ${suffix})::uuid::text`;
}

/** The SQL of the id of the job definition that the items of a batch have, as the jobs that clients know them as. */
export function batchJobDefinition(batchId: string): string {
  return `md5(${batchId} || 'items')::uuid::text`;
}

/** Stores where a definition makes jobs, and that this is known. */
export async function insertJobDefinitions(
  tx: Tx,
  definitionId: string,
  declarations: readonly JobDeclaration[],
): Promise<void> {
  for (const { activityId, jobType, configuration, listenerId } of declarations) {
    const type = jobType === 'async-continuation' ? 'message' : 'timer';
    await tx.write(INSERT, [
      definitionId,
      activityId,
      type,
      configuration === 'async-after',
      jobType,
      configuration,
      listenerId ?? null,
    ]);
  }
  await tx.write('UPDATE engine.process_definitions SET jobs_declared = true WHERE id = $1', [definitionId]);
}

const INSERT = `
  INSERT INTO engine.job_definitions
    (definition_id, activity_id, type, is_after, job_type, configuration, listener_id, id, suspended, priority)
  SELECT $1, $2, $3, $4, $5, $6, $7,
         ${jobDefinitionId(['$1::text', '$2::text', '$3::text', '$4::boolean', '$7::text'])},
         coalesce(bool_or(shared.suspended), false), max(shared.priority)
    -- One that all listeners of a task shared once: what was said of it holds for each.
    FROM engine.job_definitions shared
   WHERE shared.definition_id = $1 AND shared.activity_id = $2 AND shared.job_type = $5
     AND shared.job_type = 'timer-task-listener' AND shared.listener_id IS NULL
  ON CONFLICT (id) DO NOTHING`;

/** Definitions whose job definitions are not stored yet. */
export async function undeclaredDefinitions(
  tx: Tx,
): Promise<Pick<ProcessDefinitionRow, 'id' | 'key' | 'executor'>[]> {
  const { rows } = await tx.query<Pick<ProcessDefinitionRow, 'id' | 'key' | 'executor'>>(
    'SELECT id, key, executor FROM engine.process_definitions WHERE NOT jobs_declared',
  );
  return rows;
}

/** Overrides the priority of the jobs to come, and of those there are if they are included; null overrides no more. */
export async function setJobDefinitionPriority(
  tx: Tx,
  id: string,
  { priority, includeJobs }: { priority: number | null; includeJobs: boolean },
): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE engine.job_definitions SET priority = $2 WHERE id = $1', [
    id,
    priority,
  ]);
  if (includeJobs && priority !== null) {
    await tx.query(
      `UPDATE engine.jobs j SET priority = $2 FROM engine.job_definitions d WHERE d.id = $1 AND ${jobsOf}`,
      [id, priority],
    );
  }
  return rowCount === 1;
}

/** Jobs of the definition `d`. */
const jobsOf = `j.definition_id = d.definition_id AND j.activity_id = d.activity_id AND j.type = d.type AND j.is_after = d.is_after AND j.listener_id IS NOT DISTINCT FROM d.listener_id`;

/** Ids of the jobs of a job definition, or items of a batch, that have no tries left. */
export async function failedJobsOf(tx: Tx, jobDefinitionId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT j.id FROM engine.jobs j JOIN engine.job_definitions d ON ${jobsOf}
      WHERE d.id = $1 AND j.retries = 0
     UNION ALL SELECT a.id FROM engine.batches b JOIN engine.batch_items a ON a.batch_id = b.id
      WHERE b.ended_at IS NULL AND ${batchJobDefinition('b.id')} = $1 AND a.state = 'failed' ORDER BY id`,
    [jobDefinitionId],
  );
  return rows.map(({ id }) => id);
}

/** The process definition that a job definition belongs to; undefined when there is no such job definition. */
export async function definitionOfJobDefinition(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ definitionId: string }>(
    'SELECT definition_id AS "definitionId" FROM engine.job_definitions WHERE id = $1',
    [id],
  );
  return rows[0]?.definitionId;
}
