import type {
  ActivityInstance,
  TransitionInstance,
} from '../../../schemas/camunda/answers/process-instances.ts';
import type { ExecutableModel } from '../../executors/port.ts';
import type { OpenActivity } from '../../store/activity-reads.ts';
import type { PlacedIncident } from '../../store/incidents.ts';
import type { JobRow } from '../../store/jobs.ts';
import { toExecutionRef } from '../execution-ref.ts';

/** What is known of a running instance. */
export interface TreeSource {
  instanceId: string;
  definition: { id: string; name: string | null };
  open: readonly OpenActivity[];
  /** Those between activities. */
  jobs: readonly JobRow[];
  incidents: readonly PlacedIncident[];
  /** Of the model; needed only where there are jobs, or where something is undone. */
  activities: ExecutableModel['activities'];
}

/** The tree of the open activities of an instance; takes work that grows as the tree does. */
export function buildActivityTree({
  instanceId,
  definition,
  open,
  jobs,
  incidents,
  activities,
}: TreeSource): ActivityInstance {
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
    incidents: placed(incidents, open),
    activities,
  };
  return {
    ...nodeOf(tree, { id: instanceId, executionId: null, activityId: definition.id, name: definition.name }),
    parentActivityInstanceId: null,
    activityType: 'processDefinition',
    childActivityInstances: childrenIn(tree, null),
    childTransitionInstances: transitionsIn(tree, null),
  };
}

/** Whether an activity is one that asks for others to be undone. */
export function throwsCompensation({ activityType }: OpenActivity): boolean {
  return ['intermediateCompensationThrowEvent', 'compensationEndEvent', 'cancelEndEvent'].includes(
    activityType,
  );
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
  /** By the execution they are at; null for the instance. */
  incidents: ReadonlyMap<string | null, PlacedIncident[]>;
  activities: ExecutableModel['activities'];
}

function activityNode(tree: Tree, activity: OpenActivity): ActivityInstance {
  const { instanceId, parents } = tree;
  const id = toExecutionRef(instanceId, activity.executionId);
  return {
    ...nodeOf(tree, {
      id,
      executionId: activity.executionId,
      activityId: activity.activityId,
      name: activity.activityName,
    }),
    parentActivityInstanceId: toExecutionRef(instanceId, parents.get(activity.executionId) ?? null),
    activityType: activity.activityType,
    childActivityInstances: childrenIn(tree, activity.executionId),
    childTransitionInstances: transitionsIn(tree, activity.executionId),
  };
}

/** Incidents by where they stand: one of the instance itself at its activity, when that is open. */
function placed(incidents: readonly PlacedIncident[], open: readonly OpenActivity[]): Tree['incidents'] {
  const at = new Map(open.map(({ activityId, executionId }) => [activityId, executionId]));
  return Map.groupBy(
    incidents,
    ({ executionId, activityId }) => executionId ?? at.get(activityId ?? '') ?? null,
  );
}

function incidentsAt(
  tree: Tree,
  executionId: string | null,
): Pick<ActivityInstance, 'incidentIds' | 'incidents'> {
  const incidents = tree.incidents.get(executionId) ?? [];
  return {
    incidentIds: incidents.map(({ id }) => id),
    incidents: incidents.map(({ id, activityId }) => ({ id, activityId })),
  };
}

function nodeOf(
  tree: Tree,
  of: { id: string; executionId: string | null; activityId: string; name: string | null },
) {
  return {
    id: of.id,
    activityId: of.activityId,
    activityName: of.name,
    name: of.name,
    processInstanceId: tree.instanceId,
    processDefinitionId: tree.definitionId,
    executionIds: [of.id],
    ...incidentsAt(tree, of.executionId),
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
      ...incidentsAt(tree, job.executionId),
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

function childrenIn(tree: Tree, parentId: string | null): ActivityInstance[] {
  return (tree.inside.get(parentId) ?? []).map((activity) => activityNode(tree, activity));
}
