import { deleteDeployment, findDeployment } from '../../store/deployments.ts';
import { definitionsOfDeployment } from '../../store/process-definitions.ts';
import { invalidRequest } from '../errors.ts';
import type { Engine } from '../engine.ts';
import { inTransaction } from '../step/work.ts';
import { removeDefinitionRows } from './remove-definitions.ts';
import { recordOperation } from '../history/record-operation.ts';

/**
 * Removes a deployment with its definitions.
 *
 * @param cascade also ends its running instances and deletes their history; without it, running instances refuse.
 * @throws EngineError 404 when there is no such deployment, 500 when instances still run.
 */
export function removeDeployment(engine: Engine, id: string, cascade: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (!(await findDeployment(work.tx, id))) {
      throw invalidRequest(`Deployment with id '${id}' do not exist`, 404);
    }
    const definitions = await definitionsOfDeployment(work.tx, id);
    await removeDefinitionRows(work, definitions, {
      cascade,
      what: `Deployment ${id}`,
      reason: 'The deployment was deleted.',
    });
    await deleteDeployment(work.tx, id);
    await recordOperation(work, {
      deploymentId: id,
      type: 'Delete',
      entity: 'Deployment',
      changes: [{ property: 'cascade', to: cascade }],
    });
  });
}
