import { withConnection } from '../../store/database.ts';
import { findLoggedStacktrace, findStacktrace } from '../../store/job-failures.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';

/** What went wrong when a job was last tried; empty when nothing did. @throws EngineError 404 when there is no such job */
export async function readStacktrace(engine: Engine, id: string): Promise<string> {
  const found = await withConnection(engine.database, (tx) => findStacktrace(tx, id));
  if (!found) throw invalidRequest(`No job found with id ${id}: job is null`, 404);
  return found.stacktrace ?? '';
}

/** What went wrong when an entry of the job log was written. @throws EngineError 404 when there is no such entry */
export async function readLoggedStacktrace(engine: Engine, id: string): Promise<string> {
  const found = await withConnection(engine.database, (tx) => findLoggedStacktrace(tx, id));
  if (!found) throw invalidRequest(`No historic job log found with id ${id}: historicJobLog is null`, 404);
  return found.stacktrace ?? '';
}
