import type { Variables } from '../../executors/port.ts';
import { recordEndAndRemove } from '../../store/end-instance.ts';
import type { ProcessState } from '../../store/history.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { StepChanges } from './collect-changes.ts';
import { withdrawOffers } from './offer-tasks.ts';
import type { Work } from './work.ts';

/** Closes an instance whose tokens are all gone and tells the instance that called it. */
export async function endInstance(
  work: Work,
  instance: InstanceRow,
  ended: NonNullable<StepChanges['ended']>,
  variables: Variables,
): Promise<void> {
  if (ended.outcome === 'terminated') return endCancelled(work, instance);
  const failed = ended.outcome === 'failed';
  await takeAway(work, instance.id, failed ? 'INTERNALLY_TERMINATED' : 'COMPLETED', null);
  if (instance.superId !== null && instance.superExecutionId !== null) {
    work.pending.push({
      kind: 'advance',
      instanceId: instance.superId,
      event: {
        kind: 'call-ended',
        executionId: instance.superExecutionId,
        variables,
        ...(failed && ended.error ? { error: ended.error } : {}),
      },
    });
  } else if (failed) {
    const fields = {
      instanceId: instance.id,
      definitionId: instance.definitionId,
      errorCode: ended.error?.code,
    };
    work.afterCommit.push(() => work.engine.log('warn', 'instance-ended-with-uncaught-error', fields));
  }
}

/** As in Camunda an instance whose last token was cancelled by hand takes the call activity that waits for it with it. */
async function endCancelled(work: Work, instance: InstanceRow): Promise<void> {
  await takeAway(work, instance.id, 'EXTERNALLY_TERMINATED', null);
  cancelCaller(work, instance);
}

/** Cancels the call activity that waits for an instance which is gone, and all around it in which nothing else is left. */
export function cancelCaller(
  work: Work,
  { superId, superExecutionId }: Pick<InstanceRow, 'superId' | 'superExecutionId'>,
): void {
  if (superId === null || superExecutionId === null) return;
  const instructions = [{ kind: 'cancel-instance' as const, executionId: superExecutionId }];
  work.pending.push({
    kind: 'advance',
    instanceId: superId,
    event: { kind: 'modify', instructions },
  });
}

/** Removes a running instance with all that waits in it; its history says how it ended. */
export function takeAway(
  work: Work,
  instanceId: string,
  state: ProcessState,
  deleteReason: string | null,
): Promise<void> {
  const { tx, now } = work;
  work.touched.set(instanceId, 'ended');
  withdrawOffers(work, instanceId);
  return recordEndAndRemove(tx, instanceId, { state, deleteReason, at: now });
}
