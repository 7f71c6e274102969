import { deleteDeployment, findDeployment } from '../../store/deployments.ts';
import { deleteHistoryOfDeployment } from '../../store/history.ts';
import { lockTree, rootInstancesOfDeployment } from '../../store/instances.ts';
import { processEngineException, invalidRequest } from '../errors.ts';
import type { Engine } from '../engine.ts';
import { cancelInstance } from '../step/end-instance.ts';
import { inTransaction } from '../step/work.ts';

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
    const running = await rootInstancesOfDeployment(work.tx, id);
    if (running.length > 0 && !cascade) {
      throw processEngineException(
        `Deployment ${id} cannot be deleted: ${running.length} instances of its definitions still run. Use cascade=true to end them.`,
      );
    }
    for (const instanceId of running) {
      await lockTree(work.tx, instanceId);
      await cancelInstance(work, instanceId, 'The deployment was deleted.');
    }
    if (cascade) await deleteHistoryOfDeployment(work.tx, id);
    await deleteDeployment(work.tx, id);
  });
}
