import { recordVariableRemovals } from '../../store/history.ts';
import type { StoredVariable } from '../../store/migration-snapshots.ts';
import { deleteVariables, loadScopes, upsertVariables } from '../../store/variables.ts';
import type { VariableChange } from '../../store/variables.ts';
import type { Work } from '../step/work.ts';

type Known = ReadonlyMap<string, VariableChange>;

/** Gives variables back what a migration changed; what somebody changed since stays, and is returned as a sentence each. */
export async function restoreVariables(
  work: Work,
  instanceId: string,
  rows: { before: StoredVariable[]; after: StoredVariable[] },
): Promise<string[]> {
  const { tx, engine, now } = work;
  const [before, after] = [byKey(rows.before.map(toChange)), byKey(rows.after.map(toChange))];
  const scopes = await loadScopes(tx, instanceId);
  const current = byKey(
    Object.entries(scopes).flatMap(([scopeId, variables]) =>
      Object.entries(variables).map(([name, value]) => ({ scopeId, name, value })),
    ),
  );
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => !isSame(before.get(key), after.get(key)),
  );
  const free = changed.filter((key) => isSame(current.get(key), after.get(key)));
  const back = pick(before, free);
  const gone = pick(
    after,
    free.filter((key) => !before.has(key)),
  );
  await deleteVariables(tx, instanceId, gone);
  await upsertVariables(tx, instanceId, back, { newId: engine.newId, at: now });
  await recordVariableRemovals(tx, instanceId, gone, now);
  return pick(
    new Map([...after, ...before]),
    changed.filter((key) => !free.includes(key)),
  ).map(({ name }) => `The variable '${name}' was changed since and stays as it is.`);
}

function toChange({
  scope_id: scopeId,
  name,
  type,
  value,
  value_info: valueInfo,
}: StoredVariable): VariableChange {
  return { scopeId, name, value: valueInfo ? { type, value, valueInfo } : { type, value } };
}

function byKey(changes: readonly VariableChange[]): Known {
  return new Map(changes.map((change) => [`${change.scopeId}\n${change.name}`, change]));
}

function pick(known: Known, keys: readonly string[]): VariableChange[] {
  return keys.flatMap((key) => known.get(key) ?? []);
}

/** Keys of what PostgreSQL keeps as JSON come back in its own order, the same for both. */
function isSame(one: VariableChange | undefined, other: VariableChange | undefined): boolean {
  return JSON.stringify(one?.value ?? null) === JSON.stringify(other?.value ?? null);
}
