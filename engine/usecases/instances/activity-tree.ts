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
    const open = await openActivitiesOf(tx, instanceId);
    const isPlain = jobs.length === 0 && !open.some(throwsCompensation);
    const loaded = isPlain ? undefined : await engine.models.load(tx, definition);
    const activities: ExecutableModel['activities'] = loaded?.model.activities ?? new Map();
    const showIn = shownIn(open, activities);
    const parents = new Map(
      open.map((one) => [one.executionId, showIn(one.activityId, one.parentExecutionId)]),
    );
    const tree = {
      instanceId,
      definitionId: definition.id,
      parents,
      inside: Map.groupBy(open, ({ executionId }) => parents.get(executionId) ?? null),
      jobs: Map.groupBy(jobs, (job) => showIn(job.activityId ?? '', job.parentExecutionId)),
      activities,
    };
    return {
      ...nodeOf(tree, { id: instanceId, activityId: definition.id, name: definition.name }),
      parentActivityInstanceId: null,
      activityType: 'processDefinition',
      childActivityInstances: childrenIn(tree, null),
      childTransitionInstances: transitionsIn(tree, null),
    };
  });
}

/** What a tree is built from. */
interface Tree {
  instanceId: string;
  definitionId: string;
  /** Of each open activity the one it is shown in; null for the instance. */
  parents: ReadonlyMap<string, string | null>;
  /** Open activities by the one they are shown in. */
  inside: ReadonlyMap<string | null, OpenActivity[]>;
  /** Jobs by the activity their token is in. */
  jobs: ReadonlyMap<string | null, JobRow[]>;
  activities: ExecutableModel['activities'];
}

function activityNode(tree: Tree, activity: OpenActivity): ActivityInstance {
  const { instanceId, parents } = tree;
  const id = toExecutionRef(instanceId, activity.executionId);
  return {
    ...nodeOf(tree, { id, activityId: activity.activityId, name: activity.activityName }),
    parentActivityInstanceId: toExecutionRef(instanceId, parents.get(activity.executionId) ?? null),
    activityType: activity.activityType,
    childActivityInstances: childrenIn(tree, activity.executionId),
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

function transitionsIn(tree: Tree, parentId: string | null): TransitionInstance[] {
  const { instanceId, definitionId, activities } = tree;
  return (tree.jobs.get(parentId) ?? []).map((job) => {
    const id = toExecutionRef(instanceId, job.executionId);
    const activityRef = job.activityId ?? '';
    const [elementId = '', isBody] = activityRef.split('#');
    const activity = activities.get(elementId);
    return {
      id,
      parentActivityInstanceId: toExecutionRef(instanceId, parentId),
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

/**
 * Says in which open activity something is shown that runs in another one; null: in the instance, also when what it runs in is
 * not among the open ones.
 */
function shownIn(
  open: readonly OpenActivity[],
  activities: ExecutableModel['activities'],
): (activityId: string, parentId: string | null) => string | null {
  const byId = new Map(open.map((activity) => [activity.executionId, activity]));
  return (activityId, parentId) => {
    let parent = byId.get(parentId ?? '');
    if (!parent || !throwsCompensation(parent)) return parent?.executionId ?? null;
    // As in Camunda's tree, what undoes stands in the scope it is drawn in, not in the event that asked for it.
    const scope = activities.get(activityId.replace(/#.*$/, ''))?.scope;
    while (parent && (throwsCompensation(parent) || (scope && parent.activityId !== scope)))
      parent = byId.get(parent.parentExecutionId ?? '');
    return parent?.executionId ?? null;
  };
}

function throwsCompensation({ activityType }: OpenActivity): boolean {
  return ['intermediateCompensationThrowEvent', 'compensationEndEvent', 'cancelEndEvent'].includes(
    activityType,
  );
}

function childrenIn(tree: Tree, parentId: string | null): ActivityInstance[] {
  return (tree.inside.get(parentId) ?? []).map((activity) => activityNode(tree, activity));
}
