import type { Thrown } from '../../executors/thrown.ts';
import { findInstance } from '../../store/load-instances.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { StepChanges } from './collect-changes.ts';
import type { Work } from './work.ts';

type Called = Pick<InstanceRow, 'superId' | 'superExecutionId'>;

/**
 * Whether an error that comes out of a called instance is caught by a call activity above it. As in Camunda, where nobody
 * catches it, the instance does not fail: its token just ends.
 */
export async function isCaughtAbove(work: Work, called: Called, code: string): Promise<boolean> {
  return (await whoCatches(work, called, { kind: 'error', code })) !== null;
}

/**
 * What the instance throws in a step that interrupts a call activity above it, so that the instance is cancelled at once;
 * empty: nothing.
 */
export async function thrownToEndCaller(
  work: Work,
  called: Called,
  { escalations, signals }: Pick<StepChanges, 'escalations' | 'signals'>,
): Promise<Thrown[]> {
  const found: Thrown[] = [];
  for (const { code } of escalations) {
    const thrown = { kind: 'escalation', code } as const;
    if ((await whoCatches(work, called, thrown)) === 'interrupting') found.push(thrown);
  }
  for (const { name } of signals) {
    const thrown = { kind: 'signal', name } as const;
    if ((await whoCatches(work, called, thrown)) === 'interrupting') found.push(thrown);
  }
  return found;
}

/** Asks the instances that called this one, the nearest first. */
async function whoCatches(
  work: Work,
  { superId, superExecutionId }: Called,
  thrown: Thrown,
): Promise<'interrupting' | 'beside' | null> {
  while (superId !== null && superExecutionId !== null) {
    const caller = await findInstance(work.tx, superId);
    if (!caller) return 'beside';
    const { executor, model } = await work.engine.models.load(work.tx, {
      id: caller.definitionId,
      key: caller.definitionKey,
      executor: caller.executor,
    });
    if (!executor.catchesThrown) return 'beside';
    const caught = executor.catchesThrown(model, caller.state, superExecutionId, thrown);
    if (caught !== null) return caught;
    ({ superId, superExecutionId } = caller);
  }
  return null;
}
