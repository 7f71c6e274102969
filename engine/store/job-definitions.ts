import type { JobDeclaration } from '../executors/job-declarations.ts';
import type { Tx } from './database.ts';
import type { ProcessDefinitionRow } from './process-definitions.ts';

/** The SQL of the id of the job definition that a job, an entry of the log or the definition itself belongs to. */
export function jobDefinitionRef(alias: string): string {
  return jobDefinitionId(
    ['definition_id', 'activity_id', 'type', 'is_after'].map((name) => `${alias}.${name}`),
  );
}

/** As `jobDefinitionRef`, of the SQL of a definition's id, an activity's, the type, and whether it is behind the activity. */
export function jobDefinitionId([definition, activity, type, isAfter]: string[]): string {
  return `md5(${definition} || ${activity} || ${type} || CASE WHEN ${isAfter} THEN '-after' ELSE '' END)::uuid::text`;
}

/** Stores where a definition makes jobs, and that this is known. */
export async function insertJobDefinitions(
  tx: Tx,
  definitionId: string,
  declarations: readonly JobDeclaration[],
): Promise<void> {
  for (const { activityId, jobType, configuration } of declarations) {
    const type = jobType === 'async-continuation' ? 'message' : 'timer';
    await tx.write(INSERT, [
      definitionId,
      activityId,
      type,
      configuration === 'async-after',
      jobType,
      configuration,
    ]);
  }
  await tx.write('UPDATE engine.process_definitions SET jobs_declared = true WHERE id = $1', [definitionId]);
}

const INSERT = `
  INSERT INTO engine.job_definitions (definition_id, activity_id, type, is_after, job_type, configuration, id)
  VALUES ($1, $2, $3, $4, $5, $6, ${jobDefinitionId(['$1::text', '$2::text', '$3::text', '$4::boolean'])})
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
const jobsOf = `j.definition_id = d.definition_id AND j.activity_id = d.activity_id AND j.type = d.type AND j.is_after = d.is_after`;

/** Ids of the jobs of a job definition that have no tries left. */
export async function failedJobsOf(tx: Tx, jobDefinitionId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT j.id FROM engine.jobs j JOIN engine.job_definitions d ON ${jobsOf}
      WHERE d.id = $1 AND j.retries = 0 ORDER BY j.id`,
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
