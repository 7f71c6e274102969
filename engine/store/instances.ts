import pg from 'pg';
import type { Tx } from './database.ts';
import { PROCESS_RECORDS, processStart } from './history.ts';
import { pack } from './packed-state.ts';
import { RowInsert } from './row-insert.ts';

/** A running instance. */
export interface InstanceRow {
  id: string;
  definitionId: string;
  definitionKey: string;
  definitionVersionTag: string | null;
  deploymentId: string;
  /** Of its definition. */
  tenantId: string | null;
  executor: string;
  businessKey: string | null;
  /** The instance at the top of the call hierarchy; its row is the lock of the whole tree. */
  rootId: string;
  superId: string | null;
  superExecutionId: string | null;
  /** 0 at the top, one more for each call activity below. */
  depth: number;
  revision: number;
  state: unknown;
  stateFormat: string;
  suspended: boolean;
  /** Whether instances run that it called. */
  hasCalled: boolean;
}

/** What is known of an instance without reading how far it came. */
export type InstanceFacts = Omit<InstanceRow, 'state'>;

/** SQLSTATE of `engine.refuse_stale`. */
const STALE = 'NJ001';

/** Whether an instance changed since it was read, although the tree was locked: a defect, or someone wrote with other tools. */
export function isStaleInstance(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === STALE;
}

/** Stores and records a new instance. */
export async function insertInstance(
  tx: Tx,
  instance: InstanceRow,
  start: { activityId: string | null; userId: string | null; at: Date },
): Promise<void> {
  const { state, state_text: stateText } = pack(instance.state);
  const row = {
    id: instance.id,
    definition_id: instance.definitionId,
    business_key: instance.businessKey,
    root_id: instance.rootId,
    super_id: instance.superId,
    super_execution_id: instance.superExecutionId,
    depth: instance.depth,
    revision: instance.revision,
    state,
    state_text: stateText,
    state_format: instance.stateFormat,
    suspended: instance.suspended,
    started_at: start.at,
  };
  const record = processStart({
    ...instance,
    startActivityId: start.activityId,
    startUserId: start.userId,
    startedAt: start.at,
  });
  await INSERT.note(tx, [[row, record]]);
}

const INSERT = new RowInsert(
  {
    name: 'instances',
    columns: {
      id: 'text',
      definition_id: 'text',
      business_key: 'text',
      root_id: 'text',
      super_id: 'text',
      super_execution_id: 'text',
      depth: 'integer',
      revision: 'integer',
      state: 'bytea',
      state_text: 'text',
      state_format: 'text',
      suspended: 'boolean',
      started_at: 'timestamptz',
    },
  },
  PROCESS_RECORDS,
);

/** Writes the next state of an instance and raises its revision; the transaction fails when another one was faster. */
export async function saveState(tx: Tx, instance: InstanceRow): Promise<void> {
  const { state, state_text: text } = pack(instance.state);
  await tx.writeRows(SAVE, [[instance.id, instance.revision, state, text, instance.stateFormat]]);
}

const SAVE = `
  WITH saved AS (
    UPDATE engine.instances
       SET state = ($3::bytea[])[array_position($1::text[], id)],
           state_text = ($4::text[])[array_position($1::text[], id)],
           state_format = ($5::text[])[array_position($1::text[], id)], revision = revision + 1
     WHERE id = ANY($1) AND revision = ($2::integer[])[array_position($1::text[], id)] RETURNING 1)
  SELECT engine.refuse_stale((SELECT count(*) FROM saved), cardinality($1::text[]))`;

/** Instances called by an instance; only those of the given call activities when execution ids are given. */
export async function childrenOf(tx: Tx, superId: string, executionIds?: string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM engine.instances
      WHERE super_id = $1 AND ($2::text[] IS NULL OR super_execution_id = ANY($2)) ORDER BY id`,
    [superId, executionIds ?? null],
  );
  return rows.map((row) => row.id);
}

/** The roots of all call hierarchies in which instances of these definitions run. */
export async function rootInstancesOf(tx: Tx, definitionIds: string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT DISTINCT root_id AS id FROM engine.instances WHERE definition_id = ANY($1) ORDER BY id',
    [definitionIds],
  );
  return rows.map((row) => row.id);
}
