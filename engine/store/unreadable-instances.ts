import type { Tx } from './database.ts';

/** A running instance whose state no engine of this version can go on from. */
export interface UnreadableInstance {
  id: string;
  definitionId: string;
  definitionKey: string;
  stateFormat: string;
}

const SELECT = `SELECT i.id, i.definition_id AS "definitionId", p.key AS "definitionKey", i.state_format AS "stateFormat"
  FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id`;

/** Running instances saved in other formats than these that have no incident of this type yet, up to `limit`. */
export async function findUnreadableInstances(
  tx: Tx,
  { formats, incidentType, limit }: { formats: string[]; incidentType: string; limit: number },
): Promise<UnreadableInstance[]> {
  const { rows } = await tx.query<UnreadableInstance>(
    `${SELECT} WHERE i.state_format <> ALL($1)
       AND NOT EXISTS (SELECT 1 FROM engine.incidents n WHERE n.configuration = i.id AND n.type = $2)
     ORDER BY i.id LIMIT $3 FOR NO KEY UPDATE OF i SKIP LOCKED`,
    [formats, incidentType, limit],
  );
  return rows;
}

/** Instances with an incident of this type that are saved in one of these formats after all. */
export async function findReadableAgain(
  tx: Tx,
  { formats, incidentType }: { formats: string[]; incidentType: string },
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT i.id FROM engine.incidents n JOIN engine.instances i ON i.id = n.configuration
      WHERE n.type = $2 AND i.state_format = ANY($1)`,
    [formats, incidentType],
  );
  return rows.map(({ id }) => id);
}
