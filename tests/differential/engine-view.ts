import type { EngineApi } from './engine-api.ts';

/** Something that can be done from outside, named alike on both engines. */
export interface Possible {
  kind: 'task' | 'worker' | 'timer' | 'message' | 'signal';
  activityId: string;
  /** `kind activity`, with the loop counters around it: tells several tokens in one activity apart. */
  label: string;
  instanceId: string;
  /** Task, external task, job or execution, as the kind needs it. */
  id: string;
  eventName: string;
}

/** How an instance looks from outside; each line reads the same on every engine that does the same. */
export interface View {
  lines: string[];
  possible: Possible[];
}

interface TreeNode {
  id: string;
  activityId: string;
  executionIds: string[];
  childActivityInstances: TreeNode[];
  childTransitionInstances: { activityId: string; executionId: string }[];
}
interface VariableRow {
  name: string;
  type: string;
  value: unknown;
  /** Null for what Camunda keeps of an instance of a loop that is done. */
  activityInstanceId: string | null;
  executionId: string;
}
interface HistoryRow {
  id: string;
  activityId: string;
  activityType: string;
  endTime: string | null;
  canceled: boolean;
  calledProcessInstanceId: string | null;
}

/** Reads everything about one instance, and about those it calls. */
export async function viewOf(api: EngineApi, instanceId: string, prefix = ''): Promise<View> {
  const by = `processInstanceId=${instanceId}`;
  const [state, history, tasks, external, jobs, subscriptions, variables, incidents] = await Promise.all([
    api.get<{ state: string; processDefinitionId: string }>(`/history/process-instance/${instanceId}`),
    api.get<HistoryRow[]>(`/history/activity-instance?${by}`),
    api.get<{ id: string; taskDefinitionKey: string; executionId: string }[]>(`/task?${by}`),
    api.get<{ id: string; activityId: string; executionId: string }[]>(`/external-task?${by}`),
    api.get<{ id: string; executionId: string }[]>(`/job?${by}`),
    api.get<{ activityId: string; executionId: string; eventType: string; eventName: string | null }[]>(
      `/event-subscription?${by}`,
    ),
    api.get<VariableRow[]>(`/variable-instance?processInstanceIdIn=${instanceId}&deserializeValues=false`),
    api.get<{ incidentType: string; activityId: string }[]>(`/incident?${by}`),
  ]);
  const tree =
    state.state === 'ACTIVE'
      ? await api.get<TreeNode>(`/process-instance/${instanceId}/activity-instances`)
      : null;
  const running = new Set(tree ? [...allNodes(tree)].map(({ id }) => id) : []);
  const places = placesOf(tree, variables);
  const place = (executionId: string): string => places.get(executionId) ?? '';
  const jobActivities =
    jobs.length === 0
      ? new Map<string, string>()
      : await activitiesOfJobs(api, state.processDefinitionId, instanceId);
  const label = (kind: string, activityId: string, executionId: string): string =>
    `${prefix}${kind} ${activityId}${place(executionId)}`;

  const possible: Possible[] = [
    ...tasks.map(({ id, taskDefinitionKey: activityId, executionId }): Possible => ({
      instanceId,
      kind: 'task',
      activityId,
      label: label('task', activityId, executionId),
      id,
      eventName: '',
    })),
    ...external.map(({ id, activityId, executionId }): Possible => ({
      instanceId,
      kind: 'worker',
      activityId,
      label: label('worker', activityId, executionId),
      id,
      eventName: '',
    })),
    ...jobs.map(({ id, executionId }): Possible => {
      const activityId = jobActivities.get(id) ?? '?';
      return {
        instanceId,
        kind: 'timer',
        activityId,
        label: label('timer', activityId, executionId),
        id,
        eventName: '',
      };
    }),
    ...subscriptions
      .filter(({ eventType }) => eventType === 'message' || eventType === 'signal')
      .map(({ activityId, executionId, eventType, eventName }): Possible => ({
        instanceId,
        kind: eventType as 'message' | 'signal',
        activityId,
        label: label(eventType, activityId, executionId),
        id: executionId,
        eventName: eventName ?? '',
      })),
  ];
  const lines = [
    `${prefix}instance ${state.state}`,
    ...history.map(
      // Camunda's history may say that a scope was cancelled when an event interrupts it as it begins, and yet it runs.
      ({ id, activityId, activityType, endTime, canceled }) =>
        `${prefix}history ${activityId} ${activityType} ${endTime === null || running.has(id) ? 'open' : canceled ? 'canceled' : 'done'}`,
    ),
    // Where a loop's number shows differs, see above: it only serves to tell what can be done apart.
    ...possible.map((one) => `${one.label.replace(/ \[[\d,]*\]$/, '')} ${one.eventName}`.trim()),
    // What could be undone is a subscription in Camunda; elsewhere it is no wait, and not shown as one.
    ...subscriptions
      .filter(({ eventType }) => eventType === 'conditional')
      .map(({ activityId, eventType }) => `${prefix}${eventType} ${activityId}`),
    ...variables
      .filter((variable) => !isLeftover(tree, variable))
      .map(
        ({ name, type, value, activityInstanceId }) =>
          `${prefix}variable ${name} in ${ownerOf(tree, activityInstanceId ?? '')} ${type} ${JSON.stringify(value)}`,
      ),
    ...incidents.map(({ incidentType, activityId }) => `${prefix}incident ${incidentType} ${activityId}`),
    ...(tree ? treeLines(tree, `${prefix}tree`, true) : []),
  ];
  const called = history.filter(({ calledProcessInstanceId }) => calledProcessInstanceId !== null);
  for (const { calledProcessInstanceId, activityId } of called) {
    const inner = await viewOf(api, calledProcessInstanceId ?? '', `${prefix}${activityId}/`);
    lines.push(...inner.lines);
    possible.push(...inner.possible);
  }
  return { lines: lines.sort(), possible: possible.sort((a, b) => (a.label < b.label ? -1 : 1)) };
}

/** Loop counters along the way from the process down to each execution, as ` [0,2]`. */
function placesOf(tree: TreeNode | null, variables: VariableRow[]): Map<string, string> {
  const counters = new Map(
    variables
      .filter(({ name }) => name === 'loopCounter')
      .map(({ executionId, value }) => [executionId, String(value)]),
  );
  const places = new Map<string, string>();
  const walk = (node: TreeNode, above: string[]): void => {
    // In a sequence Camunda counts in the body, and our engine in the instance: either way it is one number.
    const body = `${node.activityId}#multiInstanceBody`;
    const counted = node.executionIds.flatMap((id) => counters.get(id) ?? []);
    // The body of a parallel loop holds the executions of all its instances: which is which does not show.
    const counter = counted.length === 1 ? counted[0] : undefined;
    const outer = above.at(-1)?.startsWith(body) === true ? above.slice(0, -1) : above;
    const here = counter === undefined ? above : [...outer, `${node.activityId} ${counter}`];
    const text = here.length === 0 ? '' : ` [${here.map((one) => one.split(' ')[1]).join(',')}]`;
    for (const inner of node.childActivityInstances) walk(inner, here);
    for (const id of node.executionIds) if (!places.has(id)) places.set(id, text);
  };
  if (tree) walk(tree, []);
  return places;
}

function treeLines(node: TreeNode, above: string, isRoot = false): string[] {
  const here = isRoot ? above : `${above} > ${node.activityId}`;
  return [
    ...(isRoot ? [] : [here]),
    ...node.childActivityInstances.flatMap((inner) => treeLines(inner, here)),
    // Camunda shows instances of a parallel loop that are done as if they were still to begin.
    ...node.childTransitionInstances
      .filter(() => !node.activityId.endsWith('#multiInstanceBody'))
      .map(({ activityId }) => `${here} > (${activityId})`),
  ];
}

/**
 * Camunda keeps the counters of loops where its executions happen to be, and sometimes leaves them behind: they show in the
 * labels instead.
 */
const COUNTERS = /^(?:loopCounter|nrOf(?:Active|Completed)?Instances)$/;

/** As its counters, Camunda may leave the element of a loop behind: it counts only where its loop still runs. */
function isLeftover(tree: TreeNode | null, { name, activityInstanceId }: VariableRow): boolean {
  if (COUNTERS.test(name) || activityInstanceId === null) return true;
  if (name !== 'item' || !tree) return false;
  const body = `${ownerOf(tree, activityInstanceId)}#multiInstanceBody`;
  return ![...allNodes(tree)].some(({ activityId }) => activityId === body);
}

/** The element of an activity that repeats may stand a level further up, in the body of the loop. */
function ownerOf(tree: TreeNode | null, activityInstanceId: string): string {
  return activityOf(tree, activityInstanceId).replace('#multiInstanceBody', '');
}

function activityOf(tree: TreeNode | null, activityInstanceId: string): string {
  if (!tree || tree.id === activityInstanceId) return 'process';
  for (const node of allNodes(tree)) if (node.id === activityInstanceId) return node.activityId;
  return String(activityInstanceId).replace(/:[^:]*$/, '');
}

function* allNodes(node: TreeNode): Generator<TreeNode> {
  yield node;
  for (const inner of node.childActivityInstances) yield* allNodes(inner);
}

const waitingElements = new Map<string, string[]>();

/** Job id to activity; Camunda's jobs do not say it, but can be asked for by it. */
async function activitiesOfJobs(
  api: EngineApi,
  definitionId: string,
  instanceId: string,
): Promise<Map<string, string>> {
  const candidates = waitingElements.get(definitionId) ?? (await elementsWithJobs(api, definitionId));
  waitingElements.set(definitionId, candidates);
  const found = await Promise.all(
    candidates.map(async (activityId) => {
      const jobs = await api.get<{ id: string }[]>(
        `/job?processInstanceId=${instanceId}&activityId=${activityId}`,
      );
      return jobs.map(({ id }): [string, string] => [id, activityId]);
    }),
  );
  return new Map(found.flat());
}

/** Elements whose text holds a timer or that are asynchronous, read from the file as it was deployed. */
async function elementsWithJobs(api: EngineApi, definitionId: string): Promise<string[]> {
  const { bpmn20Xml } = await api.get<{ bpmn20Xml: string }>(`/process-definition/${definitionId}/xml`);
  const timers = bpmn20Xml
    .split(/<(?=(?:\w+:)?(?:startEvent|boundaryEvent|intermediateCatchEvent|userTask)\b)/)
    .slice(1)
    .filter((part) =>
      /<(?:\w+:)?timerEventDefinition/.test(
        part.split(/<\/(?:\w+:)?(?:startEvent|boundaryEvent|intermediateCatchEvent|userTask)>/)[0] ?? '',
      ),
    );
  const asynchronous = [...bpmn20Xml.matchAll(/<[^>]*\basync(?:Before|After)?="true"[^>]*>/g)].map(
    ([tag]) => tag,
  );
  return [...timers, ...asynchronous].flatMap((text) => /\bid="([^"]+)"/.exec(text)?.[1] ?? []);
}
