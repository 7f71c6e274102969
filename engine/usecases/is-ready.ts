import { setTimeout as sleep } from 'node:timers/promises';
import { withConnection } from '../store/database.ts';
import { describeError } from '../log.ts';
import type { Engine } from './engine.ts';

/** Who asks for readiness waits a few seconds at most; a network that swallows everything never says no. */
const ANSWER_MS = 2_000;

/** Whether the engine can do work: it is not shutting down and its database answers, within two seconds. */
export async function isReady(engine: Engine): Promise<boolean> {
  if (engine.waitingWorkers.isClosed) return false;
  try {
    await answerOf(engine);
    return true;
  } catch (error) {
    engine.log('error', 'database-unavailable', describeError(error));
    return false;
  }
}

async function answerOf(engine: Engine): Promise<unknown> {
  const answered = new AbortController();
  const tooLate = sleep(ANSWER_MS, undefined, { signal: answered.signal }).then(() => {
    throw new Error('The database does not answer.');
  });
  const answer = withConnection(engine.database, (tx) => tx.query('SELECT 1'));
  return Promise.race([answer, tooLate]).finally(() => {
    answered.abort();
    // Whichever comes second says nothing any more.
    Promise.all([answer, tooLate]).catch(() => undefined);
  });
}
