import { withConnection } from '../store/database.ts';
import { describeError } from '../log.ts';
import type { Engine } from './engine.ts';

/** Whether the engine can do work: it is not shutting down and its database answers. */
export async function isReady(engine: Engine): Promise<boolean> {
  if (engine.wakeups.isClosed) return false;
  try {
    await withConnection(engine.database, (tx) => tx.query('SELECT 1'));
    return true;
  } catch (error) {
    engine.log('error', 'database-unavailable', describeError(error));
    return false;
  }
}
