import type { VariableChange as Announced, Variables, VariableScopes } from '../../executors/port.ts';
import { waitsForCondition } from '../../store/event-subscriptions.ts';
import { recordVariableRemovals } from '../../store/history.ts';
import { deleteVariables, loadScopes, upsertVariables } from '../../store/variables.ts';
import type { VariableChange } from '../../store/variables.ts';
import { scopesAfter } from '../step/collect-changes.ts';
import type { StepChanges } from '../step/collect-changes.ts';
import { advanceInstance } from '../step/settle.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from './take-variables.ts';
import type { VariableInputs } from './take-variables.ts';

/** Where variables are set from outside: an instance, and the scopes from its root down to the one addressed. */
export interface VariablePlace {
  instanceId: string;
  rootId: string;
  scopePath: string[];
}

/** Sets each variable in the nearest scope that has it, else in the instance, as Camunda's `setVariable` does. Answers what changed. */
export async function setVisibleVariables(
  work: Work,
  place: VariablePlace,
  inputs: VariableInputs | null | undefined,
): Promise<Announced[]> {
  return setVisible(work, place, await takeVariables(work, place.rootId, inputs));
}

/** As `setVisibleVariables`, with variables that were checked. */
export async function setVisible(
  work: Work,
  place: VariablePlace,
  variables: Variables,
): Promise<Announced[]> {
  if (Object.keys(variables).length === 0) return [];
  const scopes = await loadScopes(work.tx, place.instanceId);
  return write(
    work,
    { ...place, scopes },
    Object.entries(variables).map(([name, value]) => ({
      scopeId: place.scopePath.findLast((scopeId) => scopes[scopeId]?.[name]) ?? place.instanceId,
      name,
      value,
    })),
  );
}

/** Sets each variable in exactly the addressed scope. */
export async function setLocalVariables(
  work: Work,
  place: VariablePlace,
  inputs: VariableInputs | null | undefined,
): Promise<Announced[]> {
  const scopeId = place.scopePath.at(-1) ?? place.instanceId;
  const variables = await takeVariables(work, place.rootId, inputs);
  if (Object.keys(variables).length === 0) return [];
  return write(
    work,
    { ...place, scopes: await loadScopes(work.tx, place.instanceId) },
    Object.entries(variables).map(([name, value]) => ({ scopeId, name, value })),
  );
}

/** Removes variables of exactly the addressed scope; names that are not there are fine. */
export async function removeLocalVariables(
  work: Work,
  place: VariablePlace,
  names: string[],
): Promise<Announced[]> {
  const scopeId = place.scopePath.at(-1) ?? place.instanceId;
  const removed = names.map((name) => ({ scopeId, name }));
  await deleteVariables(work.tx, place.instanceId, removed);
  changeScopes(work, place.instanceId, { variables: [], removedVariables: removed });
  await recordVariableRemovals(work.tx, place.instanceId, removed, work.now);
  return removed.map((one) => ({ ...one, event: 'delete' as const }));
}

async function write(
  work: Work,
  place: VariablePlace & { scopes: VariableScopes },
  changes: VariableChange[],
): Promise<Announced[]> {
  const stored = changes.filter(({ value }) => value.valueInfo?.['transient'] !== true);
  await upsertVariables(work.tx, place.instanceId, stored, { newId: work.engine.newId, at: work.now });
  changeScopes(work, place.instanceId, { variables: stored, removedVariables: [] });
  return changes.map(({ scopeId, name }) => ({
    scopeId,
    name,
    event: place.scopes[scopeId]?.[name] ? 'update' : 'create',
  }));
}

/** Workers that are told of tasks after the commit get the variables as they are then. */
function changeScopes(
  { scopes }: Work,
  instanceId: string,
  changes: Pick<StepChanges, 'variables' | 'removedVariables'>,
): void {
  const before = scopes.get(instanceId);
  if (before) scopes.set(instanceId, scopesAfter(before, { ...changes, endedScopes: [] }));
}

/** Lets conditional events of an instance look at variables that were changed from outside. */
export async function announceVariables(
  work: Work,
  instanceId: string,
  changes: readonly Announced[],
): Promise<void> {
  if (changes.length === 0 || !(await waitsForCondition(work.tx, instanceId))) return;
  await advanceInstance(work, instanceId, { kind: 'variables-changed', changes });
}
