import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import pg from 'pg';
import type { VariableScopes } from '../executors/port.ts';
import type { Lookup, Reads, Tx } from './database.ts';
import { PROCESS_RECORDS, processStart } from './history.ts';
import { toHex } from './insert-rows.ts';
import { RowInsert } from './row-insert.ts';
import { VARIABLE_COLUMNS, toScopes } from './variables.ts';
import type { StoredVariable } from './variables.ts';

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

/** SQLSTATE of `engine.refuse_stale`. */
const STALE = 'NJ001';

/** Whether an instance changed since it was read, although the tree was locked: a defect, or someone wrote with other tools. */
export function isStaleInstance(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === STALE;
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

/** An instance, by its own id or by that of a task in it. */
export interface InstancePlace {
  kind: 'instance' | 'external-task' | 'user-task' | 'job';
  id: string;
}

/** How an instance `i` is found by the ids of a kind. */
const PLACES = {
  instance: { from: 'engine.instances i', id: 'i.id' },
  'external-task': {
    from: 'engine.external_tasks t JOIN engine.instances i ON i.id = t.instance_id',
    id: 't.id',
  },
  'user-task': { from: 'engine.user_tasks t JOIN engine.instances i ON i.id = t.instance_id', id: 't.id' },
  job: { from: 'engine.jobs t JOIN engine.instances i ON i.id = t.instance_id', id: 't.id' },
};

const lookups = (sqlAt: (place: { from: string; id: string }) => string, options: Partial<Lookup> = {}) => ({
  instance: { sql: sqlAt(PLACES.instance), ...options },
  'external-task': { sql: sqlAt(PLACES['external-task']), ...options },
  'user-task': { sql: sqlAt(PLACES['user-task']), ...options },
  job: { sql: sqlAt(PLACES.job), ...options },
});

/**
 * Locks the call hierarchy an instance belongs to until the transaction ends, so that steps of one case run one after
 * the other. Returns the root's id; undefined when the instance is not running.
 */
export function lockTree(tx: Tx, instanceId: string): Promise<string | undefined> {
  return lockTreeAt(tx, { kind: 'instance', id: instanceId });
}

/** As `lockTree`. What is read after it, also in the same round trip, is as it stands under the lock. */
export async function lockTreeAt(tx: Tx, { kind, id }: InstancePlace): Promise<string | undefined> {
  const [root] = await tx.find<{ locked: string }>(LOCK[kind], id);
  return root?.locked;
}

const LOCK = lookups(
  ({ from, id }) => `SELECT ${id} AS key, root.id AS locked
    FROM ${from} JOIN engine.instances root ON root.id = i.root_id WHERE ${id} = ANY($1) FOR NO KEY UPDATE OF root`,
  { locks: true },
);

// For EXISTS among several rows PostgreSQL may read the whole table into a hash, and keep to that while the table grows.
const FACTS = `i.id, i.definition_id AS "definitionId", p.key AS "definitionKey", p.version_tag AS "definitionVersionTag",
  p.deployment_id AS "deploymentId", p.tenant_id AS "tenantId", p.executor, i.business_key AS "businessKey", i.root_id AS "rootId", i.super_id AS "superId",
  i.super_execution_id AS "superExecutionId", i.depth, i.revision, i.state_format AS "stateFormat", i.suspended,
  (SELECT true FROM engine.instances c WHERE c.super_id = i.id LIMIT 1) IS NOT NULL AS "hasCalled"`;

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
export function findInstance(tx: Tx, id: string): Promise<InstanceRow | undefined> {
  return findInstanceAt(tx, { kind: 'instance', id });
}

/** A running instance with its variables. */
export interface LoadedInstance {
  instance: InstanceRow;
  scopes: VariableScopes;
}

/** A running instance with its state and variables, in one round trip; lock its tree before. @throws DamagedState */
export async function loadInstanceAt(tx: Reads, place: InstancePlace): Promise<LoadedInstance | undefined> {
  const [instance, variables] = await Promise.all([
    findInstanceAt(tx, place),
    tx.find<StoredVariable>(VARIABLES[place.kind], place.id),
  ]);
  return instance && { instance, scopes: toScopes(instance.id, variables) };
}

const VARIABLES = lookups(
  ({ from, id }) => `SELECT ${id} AS key, ${VARIABLE_COLUMNS}
    FROM ${from} JOIN engine.variables v ON v.instance_id = i.id WHERE ${id} = ANY($1)`,
);

const WITH_STATE = lookups(
  ({ from, id }) => `SELECT ${id} AS key, ${FACTS}, i.state AS packed, i.state_text AS text
    FROM ${from} JOIN engine.process_definitions p ON p.id = i.definition_id WHERE ${id} = ANY($1)`,
);

async function findInstanceAt(tx: Reads, { kind, id }: InstancePlace): Promise<InstanceRow | undefined> {
  type Row = InstanceFacts & { packed: Buffer | null; text: string | null };
  const [row] = await tx.find<Row>(WITH_STATE[kind], id);
  if (!row) return undefined;
  const { packed, text, ...instance } = row;
  try {
    return { ...instance, state: unpack(packed, text) };
  } catch (error) {
    throw new DamagedState(instance.id, error);
  }
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

/** Suspends or activates running instances, also in the history; instances that are so already stay as they are. */
export async function setInstancesSuspended(
  tx: Tx,
  selection: { definitionId: string } | { definitionKey: string; tenantId?: string | null | undefined },
  suspended: boolean,
): Promise<void> {
  const [condition, ...values] =
    'definitionId' in selection
      ? ['p.id = $1', selection.definitionId]
      : selection.tenantId === undefined
        ? ['p.key = $1', selection.definitionKey]
        : ['p.key = $1 AND p.tenant_id IS NOT DISTINCT FROM $4', selection.definitionKey, selection.tenantId];
  await tx.query(
    `WITH changed AS (
       UPDATE engine.instances SET suspended = $2 WHERE suspended <> $2 AND id IN (
         SELECT i.id FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id
          WHERE ${condition})
       RETURNING id)
     UPDATE engine.history_processes h SET state = $3 FROM changed WHERE h.id = changed.id`,
    [values[0], suspended, suspended ? 'SUSPENDED' : 'ACTIVE', ...values.slice(1)],
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

/** Longer states are packed: JSON repeats itself, zstd makes a fifth of it in 0.05 ms. Shorter ones are not worth that. */
const MAX_PLAIN_STATE = 4_000;

function pack(state: unknown): { state: string | null; state_text: string | null } {
  const text = JSON.stringify(state);
  if (text.length <= MAX_PLAIN_STATE) return { state: null, state_text: text };
  return { state: toHex(zstdCompressSync(text)), state_text: null };
}

function unpack(packed: Buffer | null, text: string | null): unknown {
  return JSON.parse(packed ? zstdDecompressSync(packed).toString('utf8') : (text ?? 'null'));
}
