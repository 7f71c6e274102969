import { withConnection } from '../../store/database.ts';
import { findErrorDetails, findLoggedErrorDetails, topicNames } from '../../store/external-tasks.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { noSuchTask } from './take-task.ts';

/** What a worker last reported as details of its failure; null when it reported none. */
export async function readErrorDetails(engine: Engine, id: string): Promise<string | null> {
  const details = await withConnection(engine.database, (tx) => findErrorDetails(tx, id));
  if (details === undefined) throw noSuchTask(id);
  return details;
}

/** As `readErrorDetails`, of an entry of the log; empty when none were reported. */
export async function readLoggedErrorDetails(engine: Engine, logId: string): Promise<string> {
  const details = await withConnection(engine.database, (tx) => findLoggedErrorDetails(tx, logId));
  if (details !== undefined) return details ?? '';
  const message = `No historic external task log found with id ${logId}: historicExternalTaskLog is null`;
  throw invalidRequest(message, 404);
}

/** Topics that have open tasks. */
export function readTopicNames(
  engine: Engine,
  only: {
    locked?: boolean | undefined;
    unlocked?: boolean | undefined;
    withRetriesLeft?: boolean | undefined;
  },
): Promise<string[]> {
  return withConnection(engine.database, (tx) => topicNames(tx, only, engine.clock()));
}
