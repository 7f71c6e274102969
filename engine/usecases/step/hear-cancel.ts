import { DamagedState, findInstanceFacts, loadInstanceAt } from '../../store/load-instances.ts';
import type { LoadedInstance } from '../../store/load-instances.ts';
import { moveTokens } from './advance.ts';
import type { StepChanges } from './collect-changes.ts';
import { persistChanges } from './persist-changes.ts';
import type { Work } from './work.ts';

/**
 * Lets the listeners in an instance hear that it is cancelled as a whole, and keeps what they set; what they would close is
 * left to who removes the instance. One without such listeners is not even read.
 *
 * @throws ExecutionFailed when a listener fails
 */
export async function hearCancel(work: Work, instanceId: string, reason: string): Promise<void> {
  const facts = await findInstanceFacts(work.tx, instanceId);
  if (!facts) return;
  const { definitionId: id, definitionKey: key, executor } = facts;
  const loaded = await work.engine.models.load(work.tx, { id, key, executor });
  if (!loaded.model.hearsCancel || facts.stateFormat !== loaded.executor.stateFormat) return;
  const found = await loadReadable(work, instanceId);
  if (!found) return;
  const { changes } = await moveTokens(work, loaded, { ...found, event: { kind: 'cancel', reason } });
  const { variables, recordedVariables, removedVariables, changedTasks } = changes;
  const kept = { variables, recordedVariables, removedVariables, changedTasks };
  await persistChanges(work, found.instance, { ...NOTHING, ...kept });
}

/** Undefined when the state is damaged: such an instance could never be removed otherwise. */
async function loadReadable({ tx }: Work, id: string): Promise<LoadedInstance | undefined> {
  try {
    return await loadInstanceAt(tx, { kind: 'instance', id });
  } catch (error) {
    if (error instanceof DamagedState) return undefined;
    throw error;
  }
}

const NOTHING: StepChanges = {
  startedActivities: [],
  endedActivities: [],
  openedWaits: [],
  moved: [],
  closedWaits: [],
  variables: [],
  recordedVariables: [],
  removedVariables: [],
  endedScopes: [],
  decisions: [],
  changedTasks: [],
  signals: [],
  escalations: [],
  lostErrors: [],
  ended: null,
};
