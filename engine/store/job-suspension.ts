import type { Tx } from './database.ts';
import { jobDefinitionRef } from './job-definitions.ts';

/** Whose jobs are meant; a key without a tenant means the processes of every tenant, one of `null` those of none. */
export type JobSelection =
  | { jobId: string }
  | { jobDefinitionId: string }
  | { processInstanceIds: string[] }
  | { processDefinitionId: string }
  | { processDefinitionKey: string; tenantId?: string | null };

/** Lets jobs rest, or run again; those that change definitions only where one is named. Returns how many were meant. */
export async function setJobsSuspended(tx: Tx, selection: JobSelection, suspended: boolean): Promise<number> {
  const [condition, ...values] = conditionOf(selection);
  const { rowCount } = await tx.query(
    `UPDATE engine.jobs j SET suspended = $1 FROM engine.process_definitions p
      WHERE p.id = j.definition_id AND ${condition} ${'jobId' in selection ? '' : 'AND j.change IS NULL'}`,
    [suspended, ...values],
  );
  return rowCount ?? 0;
}

/** As `setJobsSuspended`, for the timers that start instances only. */
export async function setStartJobsSuspended(
  tx: Tx,
  selection: JobSelection,
  suspended: boolean,
): Promise<void> {
  const [condition, ...values] = conditionOf(selection);
  await tx.query(
    `UPDATE engine.jobs j SET suspended = $1 FROM engine.process_definitions p
      WHERE p.id = j.definition_id AND j.instance_id IS NULL AND j.change IS NULL AND ${condition}`,
    [suspended, ...values],
  );
}

/** Lets the jobs that will be made rest from the beginning, or not. */
export async function setJobDefinitionsSuspended(
  tx: Tx,
  selection: Exclude<JobSelection, { jobId: string } | { processInstanceIds: string[] }>,
  suspended: boolean,
): Promise<void> {
  const [condition, ...values] = conditionOf(selection);
  await tx.query(
    `UPDATE engine.job_definitions j SET suspended = $1 FROM engine.process_definitions p
      WHERE p.id = j.definition_id AND ${condition}`,
    [suspended, ...values],
  );
}

/** SQL over a job, or job definition, `j` and its definition `p`, and what stands for `$2` and `$3` in it. */
function conditionOf(selection: JobSelection): [string, ...unknown[]] {
  if ('jobId' in selection) return ['j.id = $2', selection.jobId];
  if ('jobDefinitionId' in selection) return [`${jobDefinitionRef('j')} = $2`, selection.jobDefinitionId];
  if ('processInstanceIds' in selection) return ['j.instance_id = ANY($2)', selection.processInstanceIds];
  if ('processDefinitionId' in selection) return ['p.id = $2', selection.processDefinitionId];
  const { processDefinitionKey, tenantId } = selection;
  if (tenantId === undefined) return ['p.key = $2', processDefinitionKey];
  return ['p.key = $2 AND p.tenant_id IS NOT DISTINCT FROM $3', processDefinitionKey, tenantId];
}
