import type { TypedValue, Variables } from '../../executors/port.ts';
import { openActivitiesOf } from '../../store/activity-reads.ts';
import { withConnection } from '../../store/database.ts';
import type { Tx } from '../../store/database.ts';
import { findInstanceFacts } from '../../store/load-instances.ts';
import { taskVariables } from '../../store/standalone-tasks.ts';
import { findUserTask } from '../../store/user-tasks.ts';
import { findContent, loadScopes, visibleVariables } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest, nullValue } from '../errors.ts';
import { parseExecutionRef } from '../execution-ref.ts';

/**
 * Whose variables are meant. `local`, and of an execution always: only those of the addressed scope itself; of an instance
 * or of an execution given in its place: those it sees.
 */
export type VariableOwner =
  | { kind: 'instance'; id: string }
  | { kind: 'execution'; id: string }
  | { kind: 'task'; id: string; local: boolean };

/** A scope in a running instance, with the scopes around it. */
export interface ResolvedPlace {
  instanceId: string;
  rootId: string;
  scopePath: string[];
}

/** Finds where an owner's variables are. @throws EngineError 500 (sic) when it is not there (any more). */
export async function resolvePlace(tx: Tx, owner: VariableOwner): Promise<ResolvedPlace> {
  const { instanceId, scopePath } = await pathOf(tx, owner);
  const instance = await findInstanceFacts(tx, instanceId);
  if (!instance) throw ownerIsNull(owner);
  return { instanceId, rootId: instance.rootId, scopePath };
}

async function pathOf(tx: Tx, owner: VariableOwner): Promise<{ instanceId: string; scopePath: string[] }> {
  if (owner.kind !== 'task') return executionPath(tx, owner.id);
  const task = await findUserTask(tx, owner.id);
  // One that belongs to no instance is asked for before.
  if (!task || task.instanceId === null) throw ownerIsNull(owner);
  return task;
}

/** The id of the owner when it is a task that belongs to no instance, whose variables are its own. */
export async function standaloneTaskOf(tx: Tx, owner: VariableOwner): Promise<string | undefined> {
  if (owner.kind !== 'task') return undefined;
  const task = await findUserTask(tx, owner.id);
  return task?.instanceId === null ? task.id : undefined;
}

/** A token deep inside sees the scopes around it: the activities that are open around its own. */
async function executionPath(tx: Tx, ref: string): Promise<{ instanceId: string; scopePath: string[] }> {
  const place = parseExecutionRef(ref);
  const [, executionId] = place.scopePath;
  if (executionId === undefined) return place;
  const open = await openActivitiesOf(tx, place.instanceId);
  const parents = new Map(open.map((activity) => [activity.executionId, activity.parentExecutionId]));
  const inside: string[] = [];
  for (let id: string | null | undefined = executionId; id && !inside.includes(id); id = parents.get(id))
    inside.unshift(id);
  return {
    instanceId: place.instanceId,
    scopePath: [place.instanceId, ...inside.filter((id) => id !== place.instanceId)],
  };
}

/** Camunda's resource of process instances takes the id of any execution, and then sees what that execution sees. */
export function isLocal(owner: VariableOwner): boolean {
  return owner.kind === 'task' ? owner.local : owner.kind === 'execution';
}

function ownerIsNull({ kind, id }: VariableOwner): EngineError {
  return kind === 'task'
    ? nullValue(`Cannot find task with id ${id}: task is null`)
    : nullValue(`execution ${id} doesn't exist: execution is null`);
}

/** The variables an owner sees, or only its own ones. */
export function readVariables(engine: Engine, owner: VariableOwner): Promise<Variables> {
  return withConnection(engine.database, async (tx) => {
    const alone = await standaloneTaskOf(tx, owner);
    if (alone !== undefined) return taskVariables(tx, alone);
    const place = await resolvePlace(tx, owner);
    const scopes = await loadScopes(tx, place.instanceId);
    return visibleVariables(scopes, isLocal(owner) ? place.scopePath.slice(-1) : place.scopePath);
  });
}

/** The variables a task sees, or only its own ones; none when it ended meanwhile. */
export async function readTaskVariables(engine: Engine, id: string, local: boolean): Promise<Variables> {
  try {
    return await readVariables(engine, { kind: 'task', id, local });
  } catch (error) {
    if (error instanceof EngineError && error.type === 'NullValueException') return {};
    throw error;
  }
}

/** One variable. @throws EngineError 404 when there is none of the name. */
export async function readVariable(engine: Engine, owner: VariableOwner, name: string): Promise<TypedValue> {
  const variable = (await readVariables(engine, owner))[name];
  if (variable) return variable;
  const kind = owner.kind === 'instance' ? 'process instance' : owner.kind;
  throw invalidRequest(`${kind} variable with name ${name} does not exist`, 404);
}

/** Bytes with what a browser needs to store them. */
export interface Download {
  bytes: Buffer;
  mimeType: string;
  encoding: string | null;
  filename: string | null;
}

/** The bytes of a File or Bytes variable. @throws EngineError 400 for a variable that has none. */
export function readContent(engine: Engine, name: string, variable: TypedValue): Promise<Download> {
  return withConnection(engine.database, async (tx) => {
    const { type, value, valueInfo } = variable;
    if (type === 'Bytes') {
      const bytes = Buffer.from(typeof value === 'string' ? value : '', 'base64');
      return { bytes, mimeType: 'application/octet-stream', encoding: null, filename: null };
    }
    if (type !== 'File') throw invalidRequest(`Value of variable with name ${name} is not a binary value.`);
    const bytes = typeof value === 'string' ? await findContent(tx, value) : undefined;
    return {
      bytes: bytes ?? Buffer.alloc(0),
      mimeType: text(valueInfo?.['mimetype']) ?? text(valueInfo?.['mimeType']) ?? 'application/octet-stream',
      encoding: text(valueInfo?.['encoding']),
      filename: text(valueInfo?.['filename']),
    };
  });
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
