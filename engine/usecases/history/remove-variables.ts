import { deleteHistoricVariable, deleteHistoricVariables } from '../../store/forget-variables.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';

/** Removes one variable from the history; a running instance keeps it. @throws EngineError 404 when there is none */
export function removeHistoricVariable(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async ({ tx }) => {
    if (await deleteHistoricVariable(tx, id)) return;
    const message = `No historic variable instance found with id: ${id}: variable is null`;
    throw new EngineError(404, 'InvalidRequestException', message, { code: 0 });
  });
}

/** Removes the variables of an instance from the history. @throws EngineError 404 when there is no such instance */
export function removeHistoricVariables(engine: Engine, instanceId: string): Promise<void> {
  return inTransaction(engine, async ({ tx }) => {
    if (await deleteHistoricVariables(tx, instanceId)) return;
    throw invalidRequest(`No historic process instance found with id: ${instanceId}: instance is null`, 404);
  });
}
