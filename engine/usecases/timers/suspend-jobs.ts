import { definitionOfJobDefinition } from '../../store/job-definitions.ts';
import { findDefinition, newestOfKey } from '../../store/process-definitions.ts';
import {
  setJobDefinitionsSuspended,
  setJobsSuspended,
  setStartJobsSuspended,
} from '../../store/job-suspension.ts';
import type { JobSelection } from '../../store/job-suspension.ts';
import type { Engine } from '../engine.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { planChange } from './plan-change.ts';
import { declareJobs } from './declare-jobs.ts';
import type { OperationContext } from '../../store/user-operations.ts';
import { recordOperation } from '../history/record-operation.ts';

/** Whose jobs are meant. */
export type { JobSelection };

/** Which job definitions are meant. */
export type JobDefinitionSelection = Exclude<
  JobSelection,
  { jobId: string } | { processInstanceIds: string[] }
>;

/** Lets jobs rest, whatever their due dates, or run again; ids of nothing are fine, as in Camunda. */
export function suspendJobs(engine: Engine, selection: JobSelection, suspended: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    const found = await setJobsSuspended(work.tx, selection, suspended);
    await recordOperation(work, {
      ...(found > 0 ? contextOf(selection) : {}),
      type: `${suspended ? 'Suspend' : 'Activate'}Job`,
      entity: 'Job',
      changes: [{ property: 'suspensionState', to: suspended ? 'suspended' : 'active' }],
    });
    work.hasFreshJobs ||= !suspended;
  });
}

/**
 * Lets jobs that will be made rest from the beginning, or not any more.
 *
 * @param includeJobs also the jobs there are; without it, those only that start instances and are no part of one.
 * @param at when; a job does it then. @default at once
 */
export async function suspendJobDefinitions(
  engine: Engine,
  selection: JobDefinitionSelection,
  { at, ...order }: { suspended: boolean; includeJobs: boolean; at?: Date | undefined },
): Promise<void> {
  const { suspended } = order;
  await declareJobs(engine);
  await inTransaction(engine, async (work) => {
    if (at) await planJobDefinitionSuspension(work, at, selection, order);
    else await applyJobDefinitionSuspension(work, selection, order);
    await recordOperation(work, {
      ...contextOf(selection),
      type: `${suspended ? 'Suspend' : 'Activate'}JobDefinition`,
      entity: 'JobDefinition',
      changes: [{ property: 'suspensionState', to: suspended ? 'suspended' : 'active' }],
    });
  });
}

/** As `suspendJobDefinitions`, within a transaction. */
export async function applyJobDefinitionSuspension(
  work: Work,
  selection: JobDefinitionSelection,
  { suspended, includeJobs }: { suspended: boolean; includeJobs: boolean },
): Promise<void> {
  await changeJobDefinitions(work, selection, suspended);
  if (includeJobs) await setJobsSuspended(work.tx, selection, suspended);
}

/** Nothing is planned for what is not there. */
async function planJobDefinitionSuspension(
  work: Work,
  at: Date,
  selection: JobDefinitionSelection,
  order: { suspended: boolean; includeJobs: boolean },
): Promise<void> {
  const definitionId = await definitionOf(work, selection);
  if (definitionId === undefined) return;
  await planChange(work, at, definitionId, { kind: 'job-definition', selection, ...order });
}

async function definitionOf(work: Work, selection: JobDefinitionSelection): Promise<string | undefined> {
  if ('jobDefinitionId' in selection) return definitionOfJobDefinition(work.tx, selection.jobDefinitionId);
  if ('processDefinitionId' in selection) {
    return (await findDefinition(work.tx, selection.processDefinitionId))?.id;
  }
  const { processDefinitionKey: key, tenantId } = selection;
  return (await newestOfKey(work.tx, key, tenantId))?.id;
}

function contextOf(selection: JobSelection): OperationContext {
  if ('jobId' in selection) return { jobId: selection.jobId };
  if ('jobDefinitionId' in selection) return { jobDefinitionId: selection.jobDefinitionId };
  if ('processDefinitionId' in selection) return { definitionId: selection.processDefinitionId };
  if ('processDefinitionKey' in selection) return { definitionKey: selection.processDefinitionKey };
  const [instanceId, ...others] = selection.processInstanceIds;
  return instanceId !== undefined && others.length === 0 ? { instanceId } : {};
}

/** As `suspendJobDefinitions`, within a transaction and without the jobs of instances. */
export async function changeJobDefinitions(
  work: Work,
  selection: JobDefinitionSelection,
  suspended: boolean,
): Promise<void> {
  await setJobDefinitionsSuspended(work.tx, selection, suspended);
  if (!('jobDefinitionId' in selection)) await setStartJobsSuspended(work.tx, selection, suspended);
  work.hasFreshJobs ||= !suspended;
}
