import { closeWaits } from '../../store/close-waits.ts';
import type { ExternalTaskRow } from '../../store/external-tasks.ts';
import { insertSubscriptions } from '../../store/event-subscriptions.ts';
import { recordActivities } from '../../store/history-activities.ts';
import { recordVariableRemovals } from '../../store/history.ts';
import { childrenOf } from '../../store/instances.ts';
import type { InstanceRow } from '../../store/instances.ts';
import { insertJobs } from '../../store/jobs.ts';
import { moveActivities } from '../../store/migrated-rows.ts';
import type { NewJob } from '../../store/jobs.ts';
import { openExternalTasks, openUserTasks } from '../../store/open-tasks.ts';
import { updateHeardTask } from '../../store/user-tasks.ts';
import type { IdentityLink } from '../../store/identity-links.ts';
import type { UserTaskRow } from '../../store/user-tasks.ts';
import { deleteScopes, deleteVariables, recordVariables, upsertVariables } from '../../store/variables.ts';
import type { OpenedWait, StepChanges } from './collect-changes.ts';
import type { Cancellation } from './cancellation.ts';
import { offerTasks, withdrawOffers } from './offer-tasks.ts';
import type { InstanceOfTask } from './offer-tasks.ts';
import { heardTask } from './open-task.ts';
import { recordEvaluations } from './record-evaluations.ts';
import type { Caller, Work } from './work.ts';

/** How often a timer is tried before an operator must look, as in Camunda 7. */
export const JOB_RETRIES = 3;

/** Jobs due within this time are told to whoever runs jobs, who may not look before. */
const SOON_MS = 1_000;

/** The part of an instance that its rows name. */
type Owner = Caller & InstanceOfTask & Pick<InstanceRow, 'hasCalled'>;

type WaitOf<Kind extends OpenedWait['kind']> = Extract<OpenedWait, { kind: Kind }>;

/** Writes what one step changed; calls and signals are queued for later in the transaction. */
export async function persistChanges(work: Work, instance: Owner, changes: StepChanges): Promise<void> {
  const userTasks = only(changes.openedWaits, 'user-task-created').map((wait) => ({
    task: userTask(work, instance.id, wait),
    candidates: candidatesOf(wait),
  }));
  const taskIds = new Map(userTasks.map(({ task }) => [task.executionId, task.id]));
  await persistHistory(work, instance.id, changes, taskIds);
  await closeWaitsOf(work, instance, changes);
  await moveActivities(work.tx, instance.id, changes.moved);
  await persistVariables(work, instance.id, changes);
  await openTasksForWorkers(work, instance, changes.openedWaits);
  const by = { userId: work.engine.userId ?? null, at: work.now };
  await openUserTasks(work.tx, userTasks, by);
  for (const task of changes.changedTasks) await updateHeardTask(work.tx, heardTask(task), by);
  await openEvents(work, instance, changes.openedWaits);
  for (const wait of only(changes.openedWaits, 'call-requested')) {
    work.pending.push({
      kind: 'call',
      caller: instance,
      superExecutionId: wait.executionId,
      call: wait.call,
    });
  }
  // As in Camunda, a signal thrown in a process stays within its tenant.
  const { tenantId } = instance;
  for (const { name, variables, isHeardHere } of changes.signals) {
    const exceptInstanceId = isHeardHere ? instance.id : undefined;
    work.pending.push({ kind: 'signal', name, tenantId, variables, exceptInstanceId });
  }
}

async function persistHistory(
  work: Work,
  instanceId: string,
  changes: StepChanges,
  taskIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { tx, now, engine } = work;
  const { endedActivities: ended, startedActivities: started } = changes;
  await recordActivities(tx, instanceId, { ended, started, taskIds }, now);
  const alive = new Set(changes.variables);
  const gone = changes.recordedVariables.filter((change) => !alive.has(change));
  await recordVariables(tx, instanceId, gone, { newId: engine.newId, at: now });
  await recordVariableRemovals(tx, instanceId, changes.removedVariables, now);
  await recordEvaluations(work, instanceId, changes);
}

async function persistVariables(
  { tx, engine, now }: Work,
  instanceId: string,
  changes: StepChanges,
): Promise<void> {
  await deleteScopes(tx, instanceId, changes.endedScopes);
  await deleteVariables(tx, instanceId, changes.removedVariables);
  await upsertVariables(tx, instanceId, changes.variables, { newId: engine.newId, at: now });
}

/** Removes tasks, timers, subscriptions and called instances that nobody waits for any more. */
async function closeWaitsOf(
  work: Work,
  instance: Owner,
  { closedWaits: executionIds, byHand }: StepChanges,
): Promise<void> {
  if (executionIds.length === 0) return;
  const { tx, now: at } = work;
  await closeWaits(tx, { instanceId: instance.id, executionIds, deleteReason: 'deleted', at });
  const closed = new Set(executionIds);
  dropPendingOf(work, instance.id, closed);
  withdrawOffers(work, instance.id, closed);
  if (!instance.hasCalled) return;
  const cancellation = byHand ? { ...BY_HAND, ...byHand } : INTERRUPTED;
  for (const child of await childrenOf(tx, instance.id, executionIds))
    work.pending.push({ kind: 'cancel', instanceId: child, ...cancellation });
}

/** Camunda's words, and its spelling. */
const BY_HAND: Cancellation = {
  reason: 'Cancellation due to process instance modifcation',
  state: 'EXTERNALLY_TERMINATED',
};

const INTERRUPTED: Cancellation = {
  reason: 'The calling activity was cancelled.',
  state: 'INTERNALLY_TERMINATED',
};

/** A call asked for earlier in the transaction is not made, and what a called instance reported is not heard. */
function dropPendingOf(work: Work, instanceId: string, executionIds: ReadonlySet<string>): void {
  const kept = work.pending.filter((item) => {
    if (item.kind === 'call')
      return item.caller.id !== instanceId || !executionIds.has(item.superExecutionId);
    if (item.kind !== 'advance' || item.instanceId !== instanceId) return true;
    return !('executionId' in item.event && executionIds.has(item.event.executionId));
  });
  work.pending.splice(0, work.pending.length, ...kept);
}

async function openTasksForWorkers(work: Work, instance: Owner, waits: OpenedWait[]): Promise<void> {
  const { tx, now, engine } = work;
  const externalTasks = only(waits, 'external-task-created').map((wait) =>
    externalTask(work, instance.id, wait),
  );
  const offered = offerTasks(work, instance, externalTasks);
  await openExternalTasks(tx, offered, { newId: engine.newId, at: now });
}

async function openEvents(work: Work, instance: Owner, waits: OpenedWait[]): Promise<void> {
  const { tx, now, engine } = work;
  const jobs = waits.flatMap((wait) =>
    wait.kind === 'timer-created' || wait.kind === 'continuation-created'
      ? [newJob(work, instance, wait)]
      : [],
  );
  await insertJobs(tx, jobs);
  const soon = now.getTime() + SOON_MS;
  work.hasFreshJobs ||= jobs.some(({ dueAt }) => dueAt !== null && dueAt.getTime() <= soon);
  await insertSubscriptions(
    tx,
    only(waits, 'subscription-created').map((wait) => ({
      id: engine.newId(),
      instanceId: instance.id,
      definitionId: instance.definitionId,
      executionId: wait.executionId,
      activityId: wait.activityId,
      scopePath: wait.scopePath,
      eventType: wait.eventType,
      eventName: wait.eventName,
      createdAt: now,
    })),
  );
}

function newJob(
  { engine, now }: Work,
  instance: Owner,
  wait: WaitOf<'timer-created' | 'continuation-created'>,
): NewJob {
  const schedule = wait.kind === 'timer-created' ? wait.schedule : undefined;
  return {
    id: engine.newId(),
    type: schedule ? 'timer' : 'message',
    isAfter: wait.kind === 'continuation-created' && wait.isAfter === true,
    listenerId: wait.kind === 'timer-created' ? (wait.listenerId ?? null) : null,
    instanceId: instance.id,
    definitionId: instance.definitionId,
    executionId: wait.executionId,
    parentExecutionId: schedule ? null : (wait.scopePath.at(-1) ?? null),
    activityId: wait.activityId,
    dueAt: schedule ? new Date(schedule.dueAt) : now,
    cycleExpression: schedule?.cycle?.expression ?? null,
    cycleRemaining: schedule?.cycle?.remaining ?? null,
    retries: JOB_RETRIES,
    priority: wait.job?.priority ?? 0,
    retryCycle: wait.job?.retryCycle ?? null,
    createdAt: now,
  };
}

function externalTask(
  work: Work,
  instanceId: string,
  wait: WaitOf<'external-task-created'>,
): ExternalTaskRow {
  return {
    id: work.engine.newId(),
    instanceId,
    executionId: wait.executionId,
    activityId: wait.activityId,
    scopePath: wait.scopePath,
    topic: wait.topic,
    priority: wait.priority,
    workerId: null,
    lockExpiresAt: null,
    retries: null,
    errorMessage: null,
    errorDetails: null,
    extensionProperties: wait.extensionProperties,
    createdAt: work.now,
  };
}

function userTask(work: Work, instanceId: string, wait: WaitOf<'user-task-created'>): UserTaskRow {
  return {
    id: wait.taskId ?? work.engine.newId(),
    instanceId,
    executionId: wait.executionId,
    activityId: wait.activityId,
    scopePath: wait.scopePath,
    parentTaskId: null,
    name: wait.name,
    description: wait.description,
    assignee: wait.assignee,
    owner: wait.owner,
    delegationState: null,
    priority: wait.priority,
    dueAt: wait.dueDate === null ? null : new Date(wait.dueDate),
    followUpAt: wait.followUpDate === null ? null : new Date(wait.followUpDate),
    formKey: wait.formKey,
    createdAt: work.now,
  };
}

function candidatesOf(wait: WaitOf<'user-task-created'>): IdentityLink[] {
  return [
    ...wait.candidateUsers.map((userId) => ({ type: 'candidate', userId, groupId: null })),
    ...wait.candidateGroups.map((groupId) => ({ type: 'candidate', userId: null, groupId })),
  ];
}

function only<Kind extends OpenedWait['kind']>(waits: OpenedWait[], kind: Kind): WaitOf<Kind>[] {
  return waits.filter((wait): wait is WaitOf<Kind> => wait.kind === kind);
}
