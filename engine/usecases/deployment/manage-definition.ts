import type { Tx } from '../../store/database.ts';
import { setInstancesSuspended } from '../../store/instance-suspension.ts';
import { setJobsSuspended } from '../../store/job-suspension.ts';
import {
  findDefinition,
  newestOfKey,
  setDefinitionsSuspended,
  setHistoryTtl,
  versionsOf,
} from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { planChange } from '../timers/plan-change.ts';
import type { Work } from '../step/work.ts';
import { inTransaction } from '../step/work.ts';
import { changeJobDefinitions } from '../timers/suspend-jobs.ts';
import { noSuchKey, processKey } from '../start-instance.ts';
import type { DefinitionChoice } from '../start-instance.ts';
import { recordOperation } from '../history/record-operation.ts';

/**
 * Suspends a definition (it starts no instances) or activates it again.
 *
 * @param includeInstances also suspends or activates its running instances.
 * @param at when; a job does it then. @default at once
 * @throws EngineError 404 when unknown.
 */
export function suspendDefinition(
  engine: Engine,
  choice: DefinitionChoice,
  { at, ...order }: { suspended: boolean; includeInstances: boolean; at?: Date | undefined },
): Promise<void> {
  const { suspended, includeInstances } = order;
  return inTransaction(engine, async (work) => {
    if (at) await planSuspension(work, at, choice, order);
    else await applyDefinitionSuspension(work, choice, order);
    await recordOperation(work, {
      ...('id' in choice ? { definitionId: choice.id } : { definitionKey: choice.key }),
      type: `${suspended ? 'Suspend' : 'Activate'}ProcessDefinition`,
      entity: 'ProcessDefinition',
      changes: [
        { property: 'suspensionState', to: suspended ? 'suspended' : 'active' },
        { property: 'includeProcessInstances', to: includeInstances },
      ],
    });
  });
}

/** As `suspendDefinition`, within a transaction. */
export async function applyDefinitionSuspension(
  work: Work,
  choice: DefinitionChoice,
  { suspended, includeInstances }: { suspended: boolean; includeInstances: boolean },
): Promise<void> {
  const { tx } = work;
  const chosen = await selections(tx, choice);
  let found = 0;
  for (const selection of chosen) {
    found += await setDefinitionsSuspended(tx, selection, suspended);
    const isOne = 'id' in selection;
    const ofDefinition = isOne
      ? { processDefinitionId: selection.id }
      : { processDefinitionKey: selection.key };
    // As in Camunda: what a suspended definition's instances wait for from now on rests as well.
    await changeJobDefinitions(work, ofDefinition, suspended);
    if (!includeInstances) continue;
    const instances = isOne ? { definitionId: selection.id } : { definitionKey: selection.key };
    await setInstancesSuspended(tx, instances, suspended);
    await setJobsSuspended(tx, ofDefinition, suspended);
  }
  if (found === 0) throw noSuchDefinition(choice);
}

/** Lets a definition rest now, and leaves it to a job to let it go on at a moment. */
export async function suspendUntil(work: Work, id: string, at: Date): Promise<void> {
  await applyDefinitionSuspension(work, { id }, { suspended: true, includeInstances: false });
  await planSuspension(work, at, { id }, { suspended: false, includeInstances: false });
}

async function planSuspension(
  work: Work,
  at: Date,
  choice: DefinitionChoice,
  order: { suspended: boolean; includeInstances: boolean },
): Promise<void> {
  const definition =
    'id' in choice
      ? await findDefinition(work.tx, choice.id)
      : await newestOfKey(work.tx, choice.key, choice.tenantId);
  if (!definition) throw noSuchDefinition(choice);
  await planChange(work, at, definition.id, { kind: 'definition', choice, ...order });
}

function noSuchDefinition(choice: DefinitionChoice): EngineError {
  if ('key' in choice) return new EngineError(404, 'RestException', noSuchKey(choice));
  return invalidRequest(`No matching process definition: ${choice.id}`, 404);
}

/** A key alone means the processes of every tenant. */
async function selections(tx: Tx, choice: DefinitionChoice): Promise<({ id: string } | { key: string })[]> {
  if ('id' in choice || choice.tenantId === undefined) return [choice];
  return versionsOf(tx, processKey(choice));
}

/** Sets how many days the history of a definition's instances is kept; null for ever. */
export function setTtl(engine: Engine, id: string, days: number | null): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (days === null && engine.enforceTtl) {
      throw invalidRequest('Null historyTimeToLive values are not allowed.');
    }
    const before = await findDefinition(work.tx, id);
    await setHistoryTtl(work.tx, id, days);
    await recordOperation(work, {
      definitionId: id,
      type: 'UpdateHistoryTimeToLive',
      entity: 'ProcessDefinition',
      changes: [{ property: 'historyTimeToLive', from: before?.historyTtlDays ?? null, to: days }],
    });
  });
}
