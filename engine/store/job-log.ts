/** What happened to a job. */
export type JobLogEvent = 'creation' | 'failure' | 'success' | 'deletion';

const FIELDS =
  'instance_id, definition_id, execution_id, activity_id, type, is_after, listener_id, retries, priority';

/** SQL of what went wrong. */
interface FailureFields {
  message: string;
  stacktrace: string;
  activity: string;
}

/**
 * The part of a statement that records what happened to the jobs of `source`, rows of the jobs table with the moment in
 * `moment`: it rides in the statement that makes, changes or removes them.
 */
export function jobLogOf(
  source: string,
  event: JobLogEvent,
  moment = 'at',
  { message, stacktrace, activity }: FailureFields = {
    message: 'NULL',
    stacktrace: 'NULL',
    activity: 'failed_activity_id',
  },
): string {
  // As Camunda shows it: a job between activities has no due date, unless it waits for its next try.
  const due = `CASE WHEN type = 'message' AND due_at <= created_at THEN NULL ELSE due_at END`;
  return `INSERT INTO engine.history_job_log
      (job_id, event, due_at, at, exception_message, exception_stacktrace, failed_activity_id, ${FIELDS})
    SELECT id, '${event}', ${due}, ${moment}, ${message}, ${stacktrace}, ${activity}, ${FIELDS} FROM ${source}`;
}
