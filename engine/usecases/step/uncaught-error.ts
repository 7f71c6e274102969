import { findInstance } from '../../store/instances.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { Work } from './work.ts';

/**
 * Whether an error that comes out of a called instance is caught by a call activity above it. As in Camunda, where nobody
 * catches it, the instance does not fail: its token just ends.
 */
export async function isCaughtAbove(
  work: Work,
  called: Pick<InstanceRow, 'superId' | 'superExecutionId'>,
  code: string,
): Promise<boolean> {
  let { superId, superExecutionId } = called;
  while (superId !== null && superExecutionId !== null) {
    const caller = await findInstance(work.tx, superId);
    if (!caller) return true;
    const { executor, model } = await work.engine.models.load(work.tx, {
      id: caller.definitionId,
      key: caller.definitionKey,
      executor: caller.executor,
    });
    if (executor.catchesError?.(model, caller.state, superExecutionId, code) ?? true) return true;
    ({ superId, superExecutionId } = caller);
  }
  return false;
}
