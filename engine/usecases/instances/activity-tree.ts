import { openActivitiesOf } from '../../store/activity-reads.ts';
import type { OpenActivity } from '../../store/activity-reads.ts';
import { withConnection } from '../../store/database.ts';
import { findInstance } from '../../store/instances.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { nullValue } from '../errors.ts';
import { toExecutionRef } from '../execution-ref.ts';

/** Where the tokens of an instance stand, as Camunda's tree of activity instances. */
export interface ActivityTree {
  id: string;
  parentActivityInstanceId: string | null;
  activityId: string;
  activityName: string | null;
  name: string | null;
  activityType: string;
  processInstanceId: string;
  processDefinitionId: string;
  childActivityInstances: ActivityTree[];
  childTransitionInstances: never[];
  executionIds: string[];
  incidentIds: string[];
  incidents: never[];
}

/** The activities of a running instance that have not ended. @throws EngineError 500 (sic) when it is not running. */
export function readActivityTree(engine: Engine, instanceId: string): Promise<ActivityTree> {
  return withConnection(engine.database, async (tx) => {
    const instance = await findInstance(tx, instanceId);
    const definition = instance && (await findDefinition(tx, instance.definitionId));
    if (!definition) throw nullValue(`process instance ${instanceId} doesn't exist: processInstance is null`);
    const open = await openActivitiesOf(tx, instanceId);
    const node = (activity: OpenActivity): ActivityTree => {
      const id = toExecutionRef(instanceId, activity.executionId);
      return {
        id,
        parentActivityInstanceId: toExecutionRef(instanceId, parentIn(open, activity)),
        activityId: activity.activityId,
        activityName: activity.activityName,
        name: activity.activityName,
        activityType: activity.activityType,
        processInstanceId: instanceId,
        processDefinitionId: definition.id,
        childActivityInstances: childrenIn(open, activity.executionId).map(node),
        childTransitionInstances: [],
        executionIds: [id],
        incidentIds: [],
        incidents: [],
      };
    };
    return {
      id: instanceId,
      parentActivityInstanceId: null,
      activityId: definition.id,
      activityName: definition.name,
      name: definition.name,
      activityType: 'processDefinition',
      processInstanceId: instanceId,
      processDefinitionId: definition.id,
      childActivityInstances: childrenIn(open, null).map(node),
      childTransitionInstances: [],
      executionIds: [instanceId],
      incidentIds: [],
      incidents: [],
    };
  });
}

/** The parent, unless it is not among the open ones: then the activity hangs at the instance. */
function parentIn(open: OpenActivity[], { parentExecutionId }: OpenActivity): string | null {
  return open.some((other) => other.executionId === parentExecutionId) ? parentExecutionId : null;
}

function childrenIn(open: OpenActivity[], parentId: string | null): OpenActivity[] {
  return open.filter((activity) => parentIn(open, activity) === parentId);
}
