/** Cancel events: they belong to transaction subprocesses only. */
import type { Behaviour, Trigger } from '../model.ts';
import { child, children, definitionsOf, kindOf } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** A cancel event that catches; null (and a problem) when it is not attached to a transaction. */
export function readCancelTrigger(event: ModdleElement, reader: Reader): Trigger | null {
  const host = kindOf(event) === 'BoundaryEvent' ? child(event, 'attachedToRef') : undefined;
  if (host && kindOf(host) === 'Transaction') return { kind: 'cancel' };
  reader.problem(event, 'A cancel event belongs on the boundary of a transaction subprocess.');
  return null;
}

/** A cancel end event. */
export function readCancelEnd(event: ModdleElement, reader: Reader): Behaviour {
  const transaction = event.$parent;
  if (!transaction || kindOf(transaction) !== 'Transaction') {
    reader.problem(event, 'A cancel end event belongs directly into a transaction subprocess.');
  } else if (!children(transaction.$parent, 'flowElements').some((one) => catchesCancel(one, transaction))) {
    reader.problem(event, `Nothing catches it: attach a cancel event to '${transaction.id ?? ''}'.`);
  }
  return { kind: 'cancel-transaction' };
}

function catchesCancel(event: ModdleElement, transaction: ModdleElement): boolean {
  if (kindOf(event) !== 'BoundaryEvent' || child(event, 'attachedToRef') !== transaction) return false;
  return definitionsOf(event).some((definition) => kindOf(definition) === 'CancelEventDefinition');
}
