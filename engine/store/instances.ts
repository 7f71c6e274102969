import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** A running instance. */
export interface InstanceRow {
  id: string;
  definitionId: string;
  definitionKey: string;
  deploymentId: string;
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
}

/** The instance changed since it was read, although the tree was locked: a defect, or someone wrote with other tools. */
export class StaleInstance extends Error {
  constructor(instanceId: string) {
    super(`Instance ${instanceId} was changed by another transaction.`);
    this.name = 'StaleInstance';
  }
}

/** The state of an instance is damaged. */
export class DamagedState extends Error {
  readonly instanceId: string;

  constructor(instanceId: string, cause: unknown) {
    super(`The state of instance ${instanceId} is damaged and cannot be read.`, { cause });
    this.name = 'DamagedState';
    this.instanceId = instanceId;
  }
}

/**
 * Locks the call hierarchy an instance belongs to until the transaction ends, so that steps of one case run one after
 * the other. Returns the root's id; undefined when the instance is not running.
 */
export async function lockTree(tx: Tx, instanceId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM engine.instances
      WHERE id = (SELECT root_id FROM engine.instances WHERE id = $1) FOR NO KEY UPDATE`,
    [instanceId],
  );
  return rows[0]?.id;
}

const FACTS = `i.id, i.definition_id AS "definitionId", p.key AS "definitionKey", p.deployment_id AS "deploymentId",
  p.executor, i.business_key AS "businessKey", i.root_id AS "rootId", i.super_id AS "superId",
  i.super_execution_id AS "superExecutionId", i.depth, i.revision, i.state_format AS "stateFormat", i.suspended`;

/** What is known of an instance without reading how far it came. */
export type InstanceFacts = Omit<InstanceRow, 'state'>;

/** A running instance without its state: enough for everything but moving it. */
export async function findInstanceFacts(tx: Tx, id: string): Promise<InstanceFacts | undefined> {
  const { rows } = await tx.query<InstanceFacts>(
    `SELECT ${FACTS} FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id
      WHERE i.id = $1`,
    [id],
  );
  return rows[0];
}

/** A running instance with its state; call `lockTree` before acting on it. @throws DamagedState */
export async function findInstance(tx: Tx, id: string): Promise<InstanceRow | undefined> {
  const { rows } = await tx.query<InstanceFacts & { packed: Buffer }>(
    `SELECT ${FACTS}, i.state AS packed
       FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id WHERE i.id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { packed, ...instance } = row;
  try {
    return { ...instance, state: unpack(packed) };
  } catch (error) {
    throw new DamagedState(id, error);
  }
}

/** Stores a new instance. */
export async function insertInstance(tx: Tx, instance: InstanceRow, startedAt: Date): Promise<void> {
  await insertRows(tx, 'instances', [
    {
      id: instance.id,
      definition_id: instance.definitionId,
      business_key: instance.businessKey,
      root_id: instance.rootId,
      super_id: instance.superId,
      super_execution_id: instance.superExecutionId,
      depth: instance.depth,
      revision: instance.revision,
      state: pack(instance.state),
      state_format: instance.stateFormat,
      suspended: instance.suspended,
      started_at: startedAt,
    },
  ]);
}

/**
 * Writes the next state of an instance and raises its revision.
 *
 * @throws StaleInstance when the revision is not the one that was read.
 */
export async function saveState(tx: Tx, instance: InstanceRow): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE engine.instances SET state = $3, state_format = $4, revision = revision + 1
      WHERE id = $1 AND revision = $2`,
    [instance.id, instance.revision, pack(instance.state), instance.stateFormat],
  );
  if (rowCount !== 1) throw new StaleInstance(instance.id);
}

/** Removes an instance that ended, with its variables, tasks, timers, subscriptions and incidents. */
export async function deleteInstance(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM engine.instances WHERE id = $1', [id]);
}

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

/** Suspends or activates running instances, also in the history; instances that are so already stay as they are. */
export async function setInstancesSuspended(
  tx: Tx,
  selection: { ids: string[] } | { definitionId: string } | { definitionKey: string },
  suspended: boolean,
): Promise<void> {
  const [condition, value] =
    'ids' in selection
      ? ['i.id = ANY($1)', selection.ids]
      : 'definitionId' in selection
        ? ['p.id = $1', selection.definitionId]
        : ['p.key = $1', selection.definitionKey];
  await tx.query(
    `WITH changed AS (
       UPDATE engine.instances SET suspended = $2 WHERE suspended <> $2 AND id IN (
         SELECT i.id FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id
          WHERE ${condition})
       RETURNING id)
     UPDATE engine.history_processes h SET state = $3 FROM changed WHERE h.id = changed.id`,
    [value, suspended, suspended ? 'SUSPENDED' : 'ACTIVE'],
  );
}

/** Suspends or activates an instance; false when it is not running. */
export async function setInstanceSuspended(tx: Tx, id: string, suspended: boolean): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE engine.instances SET suspended = $2 WHERE id = $1', [
    id,
    suspended,
  ]);
  return rowCount === 1;
}

/** JSON repeats itself; zstd makes a typical state a fifth of its size for 0.05 ms. */
function pack(state: unknown): Buffer {
  return zstdCompressSync(JSON.stringify(state));
}

function unpack(bytes: Buffer): unknown {
  return JSON.parse(zstdDecompressSync(bytes).toString('utf8'));
}
