import type { ActivityInstance } from '../../../schemas/camunda/answers/process-instances.ts';
import { openActivitiesOf } from '../../store/activity-reads.ts';
import { withConnection } from '../../store/database.ts';
import { incidentsOf } from '../../store/incidents.ts';
import { findInstance } from '../../store/load-instances.ts';
import { transitionJobsOf } from '../../store/jobs.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { buildActivityTree, throwsCompensation } from './build-activity-tree.ts';
import { noSuchInstance } from './delete-instance.ts';

/** The activities of a running instance that have not ended. @throws EngineError 404 when it is not running. */
export function readActivityTree(engine: Engine, instanceId: string): Promise<ActivityInstance> {
  return withConnection(engine.database, async (tx) => {
    const instance = await findInstance(tx, instanceId);
    const definition = instance && (await findDefinition(tx, instance.definitionId));
    if (!definition) throw noSuchInstance(instanceId);
    const jobs = await transitionJobsOf(tx, instanceId);
    const open = await openActivitiesOf(tx, instanceId);
    const isPlain = jobs.length === 0 && !open.some(throwsCompensation);
    const loaded = isPlain ? undefined : await engine.models.load(tx, definition);
    return buildActivityTree({
      instanceId,
      definition,
      open,
      jobs,
      incidents: await incidentsOf(tx, instanceId),
      activities: loaded?.model.activities ?? new Map(),
    });
  });
}
