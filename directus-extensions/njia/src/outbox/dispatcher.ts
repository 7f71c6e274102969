import type { Knex } from 'knex';
import type { Logger } from '../background/logger.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { EngineUnreachable } from '../engine/engine-client.ts';
import { deliverOrder } from './deliver-order.ts';
import type { Delivery } from './deliver-order.ts';
import { markDone, markFailed, putBack, takeDueOrders, waitForEngine } from './outbox-store.ts';
import type { TakenOrder } from './outbox-store.ts';
import { retryDelayMs } from './retry-delay.ts';

/** Orders delivered at the same time: enough to hide the engine's answer time, few enough for small machines. */
const AT_ONCE = 4;

/** An order waits this long for an engine that is down; it goes at once when the projector sees the engine again. */
const ENGINE_DOWN_DELAY_MS = 10_000;

/** What the dispatcher works with. */
export interface DispatcherParts {
  database: Knex;
  engine: EngineClient;
  logger: Logger;
  /** Called after the engine took at least one order: new tasks may be there. */
  onDelivered: () => void;
}

/** Delivers everything that is due, then returns. Never throws for an engine that is down. */
export async function dispatchDueOrders(parts: DispatcherParts): Promise<void> {
  for (;;) {
    const taken = await takeDueOrders(parts.database, AT_ONCE);
    if (taken.length === 0) return;
    const outcomes = await Promise.all(taken.map((order) => dispatchOne(parts, order)));
    if (outcomes.includes('done')) parts.onDelivered();
    if (outcomes.includes('unreachable')) return;
  }
}

async function dispatchOne(
  { database, engine, logger }: DispatcherParts,
  taken: TakenOrder,
): Promise<Delivery['outcome'] | 'unreachable'> {
  const startedAt = performance.now();
  const log = (outcome: string) =>
    logger.info({
      event: 'outbox-order',
      outcome,
      kind: taken.order?.kind,
      orderId: taken.id,
      caseId: taken.caseId,
      attempt: taken.attempts + 1,
      durationMs: Math.round(performance.now() - startedAt),
    });
  try {
    const delivery = await deliverOrder(engine, taken);
    await settle(database, taken, delivery);
    log(delivery.outcome);
    return delivery.outcome;
  } catch (error) {
    if (error instanceof EngineUnreachable) {
      await waitForEngine(database, taken.id, ENGINE_DOWN_DELAY_MS);
      log('unreachable');
      return 'unreachable';
    }
    const reason = 'The engine gave an answer that could not be read.';
    await putBack(database, taken.id, reason, retryDelayMs(taken.attempts));
    log('unreadable');
    return 'retry';
  }
}

async function settle(database: Knex, taken: TakenOrder, delivery: Delivery): Promise<void> {
  if (delivery.outcome === 'done') return markDone(database, taken.id);
  if (delivery.outcome === 'failed') return markFailed(database, taken.id, delivery.reason);
  return putBack(database, taken.id, delivery.reason, retryDelayMs(taken.attempts));
}
