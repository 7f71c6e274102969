import type { Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';

/** What is on record of an instance that a new one may take over. */
export interface EndedInstance {
  definitionId: string;
  businessKey: string | null;
  hasEnded: boolean;
  /** Of the instance itself, as they were last. */
  variables: Variables;
}

/** An instance on record; undefined when there is none. Files are left out: their bytes belong to the old instance. */
export async function findEndedInstance(tx: Tx, id: string): Promise<EndedInstance | undefined> {
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
  }>(
    `SELECT name, type, value, value_info AS "valueInfo" FROM engine.history_variables
      WHERE instance_id = $1 AND scope_id = $1 AND state <> 'DELETED' AND type <> 'File'`,
    [id],
  );
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
