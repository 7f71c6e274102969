import { deleteHistoricVariable, deleteHistoricVariables } from '../../store/forget-variables.ts';
import type { ForgottenVariable } from '../../store/forget-variables.ts';
import type { OperationContext } from '../../store/user-operations.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { toExecutionRef } from '../execution-ref.ts';
import { inTransaction } from '../step/work.ts';
import { recordOperation } from './record-operation.ts';

const DELETION = { type: 'DeleteHistory', entity: 'Variable' };

/** Removes one variable from the history; a running instance keeps it. @throws EngineError 404 when there is none */
export function removeHistoricVariable(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const gone = await deleteHistoricVariable(work.tx, id);
    if (gone)
      return recordOperation(work, {
        ...DELETION,
        ...contextOf(gone),
        changes: [{ property: 'name', to: gone.name }],
      });
    const message = `No historic variable instance found with id: ${id}: variable is null`;
    throw new EngineError(404, 'InvalidRequestException', message, { code: 0 });
  });
}

/** Removes the variables of an instance from the history. @throws EngineError 404 when there is no such instance */
export function removeHistoricVariables(engine: Engine, instanceId: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (await deleteHistoricVariables(work.tx, instanceId)) {
      return recordOperation(work, { ...DELETION, instanceId });
    }
    throw invalidRequest(`No historic process instance found with id: ${instanceId}: instance is null`, 404);
  });
}

function contextOf({ instanceId, scopeId, taskId }: ForgottenVariable): OperationContext {
  if (instanceId === null) return { taskId };
  return { instanceId, executionId: toExecutionRef(instanceId, scopeId === instanceId ? null : scopeId) };
}
