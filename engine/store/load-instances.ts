import type { VariableScopes } from '../executors/port.ts';
import type { Lookup, Reads, Tx } from './database.ts';
import type { InstanceFacts, InstanceRow } from './instances.ts';
import { unpack } from './packed-state.ts';
import { VARIABLE_COLUMNS, toScopes } from './variables.ts';
import type { StoredVariable } from './variables.ts';

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
