import type { Lookup, Tx } from './database.ts';
import { Jsonb } from './insert-rows.ts';
import { jobDefinitionId } from './job-definitions.ts';
import { jobLogOf } from './job-log.ts';
import type { JobLogEvent } from './job-log.ts';
import type { ProcessKey } from './process-definitions.ts';

/** A timer, or what is to be done between two activities. */
export interface JobRow {
  id: string;
  type: 'timer' | 'message';
  /** null for the timer that starts instances of a definition, and for a change of definitions. */
  instanceId: string | null;
  definitionId: string;
  executionId: string | null;
  /** Behind the activity and not in front of it. */
  isAfter: boolean;
  /** Of a timer of a listener of its task: which one; else null. */
  listenerId: string | null;
  /** What a job between activities hangs in. */
  parentExecutionId: string | null;
  /** null for a change of definitions. */
  activityId: string | null;
  dueAt: Date | null;
  cycleExpression: string | null;
  /** How often the timer still repeats after this time; null for ever. */
  cycleRemaining: number | null;
  retries: number;
  exceptionMessage: string | null;
  exceptionStacktrace: string | null;
  failedActivityId: string | null;
  priority: number;
  /** `camunda:failedJobRetryTimeCycle`. */
  retryCycle: string | null;
  createdAt: Date;
  /** How a job changes definitions; null for the jobs of a model. */
  change: object | null;
}

/** A job with the process that runs it. */
export type LeasedJob = JobRow & { lockOwner: string | null; lockExpiresAt: Date | null };

type Defaulted =
  | 'type'
  | 'isAfter'
  | 'listenerId'
  | 'parentExecutionId'
  | 'exceptionMessage'
  | 'exceptionStacktrace'
  | 'failedActivityId'
  | 'priority'
  | 'retryCycle'
  | 'change';

/** A job that has not been tried yet; a timer of priority 0 unless it says otherwise. */
export type NewJob = Omit<JobRow, Defaulted> & Partial<Pick<JobRow, Defaulted>>;

const COLUMNS = `j.id, j.instance_id AS "instanceId", j.definition_id AS "definitionId",
  j.execution_id AS "executionId", j.activity_id AS "activityId", j.due_at AS "dueAt",
  j.cycle_expression AS "cycleExpression", j.cycle_remaining AS "cycleRemaining", j.retries,
  j.exception_message AS "exceptionMessage", j.exception_stacktrace AS "exceptionStacktrace",
  j.failed_activity_id AS "failedActivityId", j.priority, j.retry_cycle AS "retryCycle", j.type, j.is_after AS "isAfter", j.listener_id AS "listenerId",
  j.parent_execution_id AS "parentExecutionId", j.created_at AS "createdAt", j.change`;

/** Columns of a new job, with their types, in the order of the parameters. */
const NEW = {
  id: 'text',
  instance_id: 'text',
  definition_id: 'text',
  execution_id: 'text',
  activity_id: 'text',
  due_at: 'timestamptz',
  cycle_expression: 'text',
  cycle_remaining: 'integer',
  retries: 'integer',
  exception_message: 'text',
  exception_stacktrace: 'text',
  failed_activity_id: 'text',
  type: 'text',
  is_after: 'boolean',
  listener_id: 'text',
  parent_execution_id: 'text',
  retry_cycle: 'text',
  created_at: 'timestamptz',
  change: 'jsonb',
  priority: 'bigint',
};

const NAMES = Object.keys(NEW);

/** What the job definition of a new job `r` says. */
const fromDefinition = (column: string): string =>
  `(SELECT d.${column} FROM engine.job_definitions d WHERE d.id = ${jobDefinitionId([
    'r.definition_id',
    'r.activity_id',
    'r.type',
    'r.is_after',
    'r.listener_id',
  ])})`;

/** Whether a new job rests, and its priority, may come from its job definition. */
const INSERT = `
  WITH made AS (
    INSERT INTO engine.jobs (${NAMES.join(', ')}, suspended)
    SELECT ${NAMES.slice(0, -1)
      .map((name) => `r.${name}`)
      .join(', ')},
           coalesce(${fromDefinition('priority')}, r.priority), coalesce(${fromDefinition('suspended')}, false)
      FROM unnest(${Object.values(NEW)
        .map((type, index) => `$${index + 1}::${type}[]`)
        .join(', ')}) AS r(${NAMES.join(', ')})
    ON CONFLICT (instance_id, execution_id) DO NOTHING RETURNING *)
  ${jobLogOf('made', 'creation', 'created_at')}`;

/** Stores new jobs and records them; one already stored for its execution is left as it is. */
export async function insertJobs(tx: Tx, jobs: NewJob[]): Promise<void> {
  await tx.writeRows(
    INSERT,
    jobs.map((job) => [
      job.id,
      job.instanceId,
      job.definitionId,
      job.executionId,
      job.activityId,
      job.dueAt,
      job.cycleExpression,
      job.cycleRemaining,
      job.retries,
      job.exceptionMessage,
      job.exceptionStacktrace,
      job.failedActivityId,
      job.type ?? 'timer',
      job.isAfter ?? false,
      job.listenerId ?? null,
      job.parentExecutionId,
      job.retryCycle,
      job.createdAt,
      job.change ? new Jsonb(job.change) : null,
      job.priority ?? 0,
    ]),
  );
}

/** A timer, locked until the transaction ends, with who has leased it. */
export async function findJobForUpdate(tx: Tx, id: string): Promise<LeasedJob | undefined> {
  const [job] = await tx.find<LeasedJob>(FOR_UPDATE, id);
  return job;
}

const FOR_UPDATE: Lookup = {
  sql: `SELECT j.id AS key, ${COLUMNS}, j.lock_owner AS "lockOwner", j.lock_expires_at AS "lockExpiresAt"
          FROM engine.jobs j WHERE j.id = ANY($1) FOR UPDATE`,
};

/** Writes what may change on a timer and gives its lease back. */
export async function updateJob(tx: Tx, job: JobRow): Promise<void> {
  await tx.query(
    `UPDATE engine.jobs SET due_at = $2, retries = $3, exception_message = $4, cycle_remaining = $5,
            exception_stacktrace = $6, failed_activity_id = $7, priority = $8, lock_owner = NULL, lock_expires_at = NULL
      WHERE id = $1`,
    [
      job.id,
      job.dueAt,
      job.retries,
      job.exceptionMessage,
      job.cycleRemaining,
      job.exceptionStacktrace,
      job.failedActivityId,
      job.priority,
    ],
  );
}

const deletion = (event: JobLogEvent) => `
  WITH gone AS (
    DELETE FROM engine.jobs WHERE id = ANY($1::text[])
    RETURNING *, ($2::timestamptz[])[array_position($1::text[], id)] AS at)
  ${jobLogOf('gone', event)}`;

const DELETE = { success: deletion('success'), deletion: deletion('deletion') };

/** Removes a job that ran or that nobody wants any more, and records which of the two. */
export async function deleteJob(tx: Tx, id: string, event: keyof typeof DELETE, at: Date): Promise<void> {
  await tx.writeRows(DELETE[event], [[id, at]]);
}

/** Jobs between activities of an instance, in the order they were made. */
export async function transitionJobsOf(tx: Tx, instanceId: string): Promise<JobRow[]> {
  const { rows } = await tx.query<JobRow>(
    `SELECT ${COLUMNS} FROM engine.jobs j WHERE j.instance_id = $1 AND j.type = 'message' ORDER BY j.created_at, j.id`,
    [instanceId],
  );
  return rows;
}

/** Removes the start timers of all versions of a process: only the newest version keeps any. */
export async function deleteStartJobs(tx: Tx, { key, tenantId }: ProcessKey, at: Date): Promise<void> {
  await tx.query(
    `WITH gone AS (
       DELETE FROM engine.jobs j USING engine.process_definitions p
        WHERE p.id = j.definition_id AND p.key = $1 AND p.tenant_id IS NOT DISTINCT FROM $2 AND j.instance_id IS NULL AND j.change IS NULL
        RETURNING j.*, $3::timestamptz AS at)
     ${jobLogOf('gone', 'deletion')}`,
    [key, tenantId, at],
  );
}
