import { withConnection } from '../../store/database.ts';
import { findDecisionPicture, findDecisionSource } from '../../store/decision-definitions.ts';
import type { DecisionTableName } from '../../store/decision-definitions.ts';
import type { Engine } from '../engine.ts';
import { restException } from '../errors.ts';

/** The DMN file of a decision or of a file with several, as text. @throws EngineError 404 when there is none */
export async function readDmn(engine: Engine, table: DecisionTableName, id: string): Promise<string> {
  const source = await withConnection(engine.database, (tx) => findDecisionSource(tx, table, id));
  if (source === undefined) throw restException(404, `No matching decision definition with id ${id}`);
  return source;
}

/** The picture that was deployed beside the DMN file; undefined when there is none. */
export function readDecisionPicture(
  engine: Engine,
  table: DecisionTableName,
  id: string,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  return withConnection(engine.database, (tx) => findDecisionPicture(tx, table, id));
}
