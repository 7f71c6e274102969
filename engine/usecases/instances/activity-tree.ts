import type {
  ActivityInstance,
  TransitionInstance,
} from '../../../schemas/camunda/answers/process-instances.ts';
import type { ExecutableModel } from '../../executors/port.ts';
import { openActivitiesOf } from '../../store/activity-reads.ts';
import type { OpenActivity } from '../../store/activity-reads.ts';
import { withConnection } from '../../store/database.ts';
import { findInstance } from '../../store/instances.ts';
import { transitionJobsOf } from '../../store/jobs.ts';
import type { JobRow } from '../../store/jobs.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { toExecutionRef } from '../execution-ref.ts';
import { noSuchInstance } from './delete-instance.ts';

/** The activities of a running instance that have not ended. @throws EngineError 404 when it is not running. */
export function readActivityTree(engine: Engine, instanceId: string): Promise<ActivityInstance> {
  return withConnection(engine.database, async (tx) => {
    const instance = await findInstance(tx, instanceId);
    const definition = instance && (await findDefinition(tx, instance.definitionId));
    if (!definition) throw noSuchInstance(instanceId);
    const jobs = await transitionJobsOf(tx, instanceId);
    const loaded = jobs.length > 0 ? await engine.models.load(tx, definition) : undefined;
    const tree = {
      instanceId,
      definitionId: definition.id,
      open: await openActivitiesOf(tx, instanceId),
      jobs,
      activities: loaded?.model.activities ?? new Map(),
    };
    return {
      ...nodeOf(tree, { id: instanceId, activityId: definition.id, name: definition.name }),
      parentActivityInstanceId: null,
      activityType: 'processDefinition',
      childActivityInstances: childrenIn(tree.open, null).map((activity) => activityNode(tree, activity)),
      childTransitionInstances: transitionsIn(tree, instanceId),
    };
  });
}

/** What a tree is built from. */
interface Tree {
  instanceId: string;
  definitionId: string;
  open: OpenActivity[];
  jobs: JobRow[];
  activities: ExecutableModel['activities'];
}

function activityNode(tree: Tree, activity: OpenActivity): ActivityInstance {
  const { instanceId, open } = tree;
  const id = toExecutionRef(instanceId, activity.executionId);
  return {
    ...nodeOf(tree, { id, activityId: activity.activityId, name: activity.activityName }),
    parentActivityInstanceId: toExecutionRef(instanceId, parentIn(open, activity)),
    activityType: activity.activityType,
    childActivityInstances: childrenIn(open, activity.executionId).map((child) => activityNode(tree, child)),
    childTransitionInstances: transitionsIn(tree, activity.executionId),
  };
}

function nodeOf(tree: Tree, of: { id: string; activityId: string; name: string | null }) {
  return {
    id: of.id,
    activityId: of.activityId,
    activityName: of.name,
    name: of.name,
    processInstanceId: tree.instanceId,
    processDefinitionId: tree.definitionId,
    executionIds: [of.id],
    incidentIds: [],
    incidents: [] as never[],
  };
}

function transitionsIn(tree: Tree, parentId: string): TransitionInstance[] {
  const { instanceId, definitionId, open, activities } = tree;
  const isIn = ({ parentExecutionId: parent }: JobRow): boolean =>
    parentId === instanceId ? !open.some(({ executionId }) => executionId === parent) : parent === parentId;
  return tree.jobs.filter(isIn).map((job) => {
    const id = toExecutionRef(instanceId, job.executionId);
    const activityRef = job.activityId ?? '';
    const [elementId = '', isBody] = activityRef.split('#');
    const activity = activities.get(elementId);
    return {
      id,
      parentActivityInstanceId: toExecutionRef(instanceId, parentId === instanceId ? null : parentId),
      processInstanceId: instanceId,
      processDefinitionId: definitionId,
      activityId: activityRef,
      activityName: activity?.name ?? null,
      activityType: isBody ? 'multiInstanceBody' : (activity?.type ?? null),
      executionId: id,
      incidentIds: [],
      incidents: [],
    };
  });
}

/** The parent, unless it is not among the open ones: then the activity hangs at the instance. */
function parentIn(open: OpenActivity[], { parentExecutionId }: OpenActivity): string | null {
  const parent = open.find((other) => other.executionId === parentExecutionId);
  if (!parent) return null;
  // As in Camunda's tree, what undoes stands beside the event that asked for it.
  return THROWS_COMPENSATION.includes(parent.activityType) ? parentIn(open, parent) : parent.executionId;
}

const THROWS_COMPENSATION: readonly string[] = [
  'intermediateCompensationThrowEvent',
  'compensationEndEvent',
  'cancelEndEvent',
];

function childrenIn(open: OpenActivity[], parentId: string | null): OpenActivity[] {
  return open.filter((activity) => parentIn(open, activity) === parentId);
}
