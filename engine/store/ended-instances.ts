import type { Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';

/** What is on record of an instance that a new one may take over. */
export interface EndedInstance {
  definitionId: string;
  businessKey: string | null;
  hasEnded: boolean;
  /** Of the instance itself. */
  variables: Variables;
}

/** The variables an instance had last. */
const LAST = `SELECT name, type, value, value_info AS "valueInfo" FROM engine.history_variables
  WHERE instance_id = $1 AND scope_id = $1 AND state <> 'DELETED' AND type <> 'File'`;

/** The first values that variables got when the instance began. */
const INITIAL = `SELECT * FROM (
    SELECT DISTINCT ON (d.name) d.name, d.type, d.value, d.value_info AS "valueInfo"
      FROM engine.history_variable_updates d JOIN engine.history_processes h ON h.id = d.instance_id
     WHERE d.instance_id = $1 AND d.scope_id = $1 AND d.at = h.started_at ORDER BY d.name, d.sequence) first
  WHERE type <> 'File'`;

/**
 * An instance on record; undefined when there is none. Files are left out: their bytes belong to the old instance.
 *
 * @param initialVariables with those it began with, and not the last ones
 */
export async function findEndedInstance(
  tx: Tx,
  id: string,
  { initialVariables }: { initialVariables: boolean },
): Promise<EndedInstance | undefined> {
  const { rows } = await tx.query<Omit<EndedInstance, 'variables'>>(
    `SELECT definition_id AS "definitionId", business_key AS "businessKey", ended_at IS NOT NULL AS "hasEnded"
       FROM engine.history_processes WHERE id = $1`,
    [id],
  );
  const [process] = rows;
  if (!process) return undefined;
  const { rows: variables } = await tx.query<{
    name: string;
    type: string;
    value: unknown;
    valueInfo: Record<string, unknown> | null;
  }>(initialVariables ? INITIAL : LAST, [id]);
  return {
    ...process,
    variables: Object.fromEntries(
      variables.map(({ name, type, value, valueInfo }) => [
        name,
        valueInfo ? { type, value, valueInfo } : { type, value },
      ]),
    ),
  };
}
