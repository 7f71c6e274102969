import { recordProcessState } from '../../store/history.ts';
import { setInstancesSuspended, setInstanceSuspended } from '../../store/instance-suspension.ts';
import { lockTree } from '../../store/load-instances.ts';
import { setJobsSuspended } from '../../store/job-suspension.ts';
import type { JobSelection } from '../../store/job-suspension.ts';
import type { OperationContext } from '../../store/user-operations.ts';
import { chosenInstances } from '../chosen-instances.ts';
import type { InstanceChoice } from '../chosen-instances.ts';
import type { Engine } from '../engine.ts';
import { suspensionOperation } from '../history/operations-on-many.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';

/** Suspends an instance (its tasks and timers rest) or lets it go on. */
export function suspendInstance(engine: Engine, id: string, suspended: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (await suspendOne(work, id, suspended)) await recordSuspension(work, suspended, { instanceId: id });
  });
}

/** As `suspendInstance`, within a transaction. As in Camunda, an instance that is not there is no error: then it answers false. */
export async function suspendOne({ tx }: Work, id: string, suspended: boolean): Promise<boolean> {
  await lockTree(tx, id);
  if (!(await setInstanceSuspended(tx, id, suspended))) return false;
  await setJobsSuspended(tx, { processInstanceIds: [id] }, suspended);
  await recordProcessState(tx, id, suspended ? 'SUSPENDED' : 'ACTIVE');
  return true;
}

function recordSuspension(work: Work, suspended: boolean, context: OperationContext): Promise<void> {
  const changes = [{ property: 'suspensionState', to: suspended ? 'suspended' : 'active' }];
  return recordOperation(work, {
    ...context,
    type: suspended ? 'Suspend' : 'Activate',
    entity: 'ProcessInstance',
    changes,
  });
}

/** All instances of a definition, or of a key; of one tenant, or of none (null), where that is said. */
export type InstanceSelection =
  { definitionId: string } | { definitionKey: string; tenantId?: string | null | undefined };

/** Suspends the instances of a definition or key or lets them go on, all or none. */
export function suspendInstances(
  engine: Engine,
  selection: InstanceSelection,
  suspended: boolean,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    await setInstancesSuspended(work.tx, selection, suspended);
    await setJobsSuspended(work.tx, jobsOf(selection), suspended);
    const { definitionKey, definitionId } = { definitionKey: null, definitionId: null, ...selection };
    await recordSuspension(work, suspended, { definitionKey, definitionId });
  });
}

/** Suspends instances that are chosen or lets them go on, all or none. @throws EngineError 400 when there is none */
export function suspendChosenInstances(
  engine: Engine,
  choice: InstanceChoice,
  suspended: boolean,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const ids = await chosenInstances(work, choice);
    for (const id of ids) await suspendOne(work, id, suspended);
    await recordOperation(work, suspensionOperation({ count: ids.length, isAsync: false }, suspended));
  });
}

function jobsOf(selection: InstanceSelection): JobSelection {
  if ('definitionId' in selection) return { processDefinitionId: selection.definitionId };
  const { definitionKey: processDefinitionKey, tenantId } = selection;
  return { processDefinitionKey, ...(tenantId === undefined ? {} : { tenantId }) };
}
