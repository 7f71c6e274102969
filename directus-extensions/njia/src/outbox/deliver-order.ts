import { z } from 'zod';
import type { CompleteTask, CorrelateMessage, StartPathway } from '../../../../schemas/outbox.ts';
import { EngineInstance, EngineTaskHistory } from '../engine/engine-answers.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { EngineRefusal } from '../engine/engine-client.ts';
import type { TakenOrder } from './outbox-store.ts';

/** What became of a delivery. `failed` is for good; a person has to look. */
export type Delivery =
  { outcome: 'done' } | { outcome: 'retry'; reason: string } | { outcome: 'failed'; reason: string };

const DONE: Delivery = { outcome: 'done' };

/**
 * How often a message nobody waits for is tried: about half an hour. A pathway may be on its way to the place where it
 * waits (a worker is down, a step is retried), but it does not come back to a place it has left.
 */
const MESSAGE_ATTEMPTS = 64;

/**
 * Tells the engine one thing, in a way that may be repeated.
 *
 * @throws EngineUnreachable when there is no engine; everything the engine says is an outcome.
 */
export async function deliverOrder(engine: EngineClient, taken: TakenOrder): Promise<Delivery> {
  if (taken.order === null) return { outcome: 'failed', reason: 'The order cannot be read.' };
  switch (taken.order.kind) {
    case 'start-pathway':
      return startPathway(engine, taken.order);
    case 'complete-task':
      return completeTask(engine, taken.order);
    case 'correlate-message':
      return correlateMessage(engine, taken.order, taken.attempts);
  }
}

async function startPathway(engine: EngineClient, order: z.infer<typeof StartPathway>): Promise<Delivery> {
  // A start whose answer got lost must not be repeated: a business key is not unique in the engine.
  const running = await engine.get(
    '/history/process-instance',
    {
      processInstanceBusinessKey: order.businessKey,
      processDefinitionKey: order.processKey,
      maxResults: '1',
    },
    z.array(EngineInstance),
  );
  if (running.length > 0) return DONE;
  return refusalAsRetry(
    engine.post(`/process-definition/key/${order.processKey}/start`, {
      businessKey: order.businessKey,
      variables: order.variables,
    }),
  );
}

async function completeTask(engine: EngineClient, order: z.infer<typeof CompleteTask>): Promise<Delivery> {
  const delivery = await refusalAsRetry(
    engine.post(`/task/${order.engineTaskId}/complete`, { variables: order.variables }),
  );
  if (delivery.outcome !== 'retry') return delivery;
  // The engine answers 500 for a task that is gone: it was completed by an earlier attempt, or taken away.
  const [known] = await engine.get(
    '/history/task',
    { taskId: order.engineTaskId },
    z.array(EngineTaskHistory),
  );
  if (known?.endTime) return DONE;
  return known ? delivery : { outcome: 'failed', reason: 'The engine does not know this task.' };
}

async function correlateMessage(
  engine: EngineClient,
  order: z.infer<typeof CorrelateMessage>,
  attempts: number,
): Promise<Delivery> {
  const delivery = await refusalAsRetry(
    engine.post('/message', {
      messageName: order.messageName,
      businessKey: order.businessKey,
      correlationKeys: order.correlationKeys,
      processVariables: order.variables,
    }),
  );
  if (delivery.outcome === 'retry' && attempts + 1 >= MESSAGE_ATTEMPTS) {
    return { outcome: 'failed', reason: `No pathway waited for ${order.messageName}.` };
  }
  return delivery;
}

async function refusalAsRetry(call: Promise<void>): Promise<Delivery> {
  try {
    await call;
    return DONE;
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error;
    // The engine's own words name ids and types only; cut, because they end in a column people read.
    return { outcome: 'retry', reason: `${error.status} ${error.type}: ${error.message}`.slice(0, 250) };
  }
}
