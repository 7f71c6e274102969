import { withConnection } from '../../store/database.ts';
import { findErrorDetails, topicNames } from '../../store/external-tasks.ts';
import type { Engine } from '../engine.ts';
import { noSuchTask } from './take-task.ts';

/** What a worker last reported as details of its failure; null when it reported none. */
export async function readErrorDetails(engine: Engine, id: string): Promise<string | null> {
  const details = await withConnection(engine.database, (tx) => findErrorDetails(tx, id));
  if (details === undefined) throw noSuchTask(id);
  return details;
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
