import { childrenOf } from '../../store/instances.ts';
import type { Cancellation } from './cancellation.ts';
import { takeAway } from './end-instance.ts';
import { hearCancel } from './hear-cancel.ts';
import type { Work } from './work.ts';

/**
 * Ends an instance and everything it called from outside; its listeners hear of it, the innermost called instance's first.
 * An instance whose state cannot be read any more is removed all the same.
 *
 * @throws ExecutionFailed when a listener fails: nothing may be committed then
 */
export async function cancelInstance(
  work: Work,
  instanceId: string,
  cancellation: Cancellation,
): Promise<void> {
  for (const child of await childrenOf(work.tx, instanceId)) await cancelInstance(work, child, cancellation);
  const { reason, state = 'EXTERNALLY_TERMINATED', skipCustomListeners = false } = cancellation;
  if (!skipCustomListeners) await hearCancel(work, instanceId, reason);
  await takeAway(work, instanceId, state, reason);
}
