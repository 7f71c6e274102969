import { findSubscriptions } from '../../store/event-subscriptions.ts';
import { findInstanceFacts } from '../../store/load-instances.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest, nullValue } from '../errors.ts';
import { settle } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';

/** A signal: to everyone, or to the one execution that is named. */
export interface SignalRequest {
  name: string;
  /** null: only what belongs to no tenant; left out: everyone. */
  tenantId?: string | null | undefined;
  target?: { instanceId: string; executionId: string } | undefined;
  variables?: VariableInputs | undefined;
}

/**
 * Tells every waiting instance of a signal and starts the processes that begin with it.
 *
 * @throws EngineError 400 when the execution that is named does not wait for it.
 */
export function sendSignal(
  engine: Engine,
  { name, tenantId, target, variables: inputs }: SignalRequest,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const instance = target && (await findInstanceFacts(work.tx, target.instanceId));
    if (target && !instance)
      throw nullValue(`Cannot find execution with id '${target.instanceId}': execution is null`);
    // Files of a broadcast belong to no single instance; they are kept under the signal's own id.
    const variables = await takeVariables(work, instance?.rootId ?? engine.newId(), inputs);
    if (!target) {
      work.pending.push({ kind: 'signal', name, tenantId, variables });
    } else {
      const [subscription] = await findSubscriptions(work.tx, {
        eventType: 'signal',
        eventName: name,
        ...target,
      });
      if (!subscription) {
        throw invalidRequest(
          `Execution '${target.executionId}' has not subscribed to a signal event with name '${name}'.`,
        );
      }
      work.pending.push({ kind: 'deliver', subscription, variables });
    }
    await settle(work);
  });
}
