import { insertOperations, setOperationAnnotation } from '../../store/user-operations.ts';
import type { OperationContext } from '../../store/user-operations.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';

/** A property that changed; what it was is left out where nobody knows or it was not there. */
export interface PropertyChange {
  property: string;
  from?: OperationValue;
  to: OperationValue;
}

type OperationValue = string | number | boolean | Date | null;

/** What somebody did, in Camunda's words. */
export interface Operation extends OperationContext {
  /** Such as `Claim`, `SetJobRetries`. */
  type: string;
  /** Such as `Task`, `ProcessInstance`. */
  entity: string;
  /** Whether it belongs to work on tasks or to running the engine. @default 'Operator' */
  category?: 'TaskWorker' | 'Operator';
  /** @default none is named */
  changes?: PropertyChange[];
  annotation?: string | null;
}

/**
 * Notes for `/history/user-operation` what somebody did. As in Camunda only where it is known who that is: what the engine does by
 * itself, and what is asked of one that asks for no password, is not noted. Operations without changes leave no entry.
 */
export async function recordOperation(work: Work, operation: Operation): Promise<void> {
  const { userId } = work.engine;
  if (userId === undefined) return;
  const { type, entity, category = 'Operator', changes, annotation = null, ...context } = operation;
  const properties = changes ?? [{ property: null, to: null }];
  const operationId = work.engine.newId();
  await insertOperations(
    work.tx,
    properties.map(({ property, to, ...before }) => ({
      ...context,
      operationId,
      userId,
      at: work.now,
      operationType: type,
      entityType: entity,
      category,
      annotation,
      property,
      orgValue: asText('from' in before ? before.from : null),
      newValue: asText(to),
    })),
  );
}

/** Dates as Java's milliseconds. */
function asText(value: OperationValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? String(value.getTime()) : String(value);
}

/** Writes or clears a note on what somebody did. @throws EngineError 400 when there is no such operation */
export function annotateOperation(
  engine: Engine,
  operationId: string,
  annotation: string | null,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (!(await setOperationAnnotation(work.tx, operationId, annotation))) {
      throw new EngineError(400, 'BadUserRequestException', 'operation is null', { code: 0 });
    }
    await recordOperation(work, {
      type: annotation === null ? 'ClearAnnotation' : 'SetAnnotation',
      entity: 'OperationLog',
      changes: [{ property: 'operationId', to: operationId }],
    });
  });
}
