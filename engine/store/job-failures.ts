import type { Tx } from './database.ts';
import { jobLogOf } from './job-log.ts';
import type { JobRow } from './jobs.ts';

const FAILURE = `
  WITH failed AS (SELECT * FROM engine.jobs WHERE id = $1)
  ${jobLogOf('failed', 'failure', '$2::timestamptz', {
    message: '$3::text',
    stacktrace: '$4::text',
    activity: 'coalesce($5::text, activity_id)',
  })}`;

/** Records that a job could not be done, as it was when it was tried. */
export async function recordJobFailure(
  tx: Tx,
  id: string,
  failure: Pick<JobRow, 'exceptionMessage' | 'exceptionStacktrace' | 'failedActivityId'>,
  at: Date,
): Promise<void> {
  const { exceptionMessage, exceptionStacktrace, failedActivityId } = failure;
  await tx.write(FAILURE, [id, at, exceptionMessage, exceptionStacktrace, failedActivityId]);
}

/** What went wrong when a job was last tried, as text for an operator; undefined when there is no such job. */
export async function findStacktrace(tx: Tx, id: string): Promise<{ stacktrace: string | null } | undefined> {
  const { rows } = await tx.query<{ stacktrace: string | null }>(
    `SELECT coalesce(exception_stacktrace, exception_message) AS stacktrace FROM engine.jobs WHERE id = $1
     UNION ALL SELECT message FROM engine.batch_items WHERE id = $1 AND state = 'failed'`,
    [id],
  );
  return rows[0];
}

/** What went wrong when an entry of the job log was written; undefined when there is no such entry. */
export async function findLoggedStacktrace(
  tx: Tx,
  id: string,
): Promise<{ stacktrace: string | null } | undefined> {
  const { rows } = await tx.query<{ stacktrace: string | null }>(
    'SELECT exception_stacktrace AS stacktrace FROM engine.history_job_log WHERE id = $1',
    [id],
  );
  return rows[0];
}
