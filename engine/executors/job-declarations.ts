/** A timer or an asynchronous continuation of a model, in Camunda's words. */
export interface JobDeclaration {
  activityId: string;
  /** `async-continuation`, `timer-transition`, `timer-start-event`, … */
  jobType: string;
  /** `async-before`, `async-after`, or the timer as it is written: `DURATION: PT1H`. */
  configuration: string;
  /** Of a timer of a listener of a user task: which one. @default none */
  listenerId?: string;
}

/** An element as bpmn-moddle gives it; both executors have types of their own for it. */
interface ModdleNode {
  readonly $type: string;
  readonly id?: string;
  readonly [property: string]: unknown;
}

/** Where instances of a process, or its definition itself, make jobs, in the order Camunda declares them. */
export function readJobDeclarations(process: ModdleNode): JobDeclaration[] {
  return nodesOf(process, 'flowElements').flatMap((element) => [
    ...asyncJobs(element),
    ...timerJobs(element, element.id ?? '', timerTypeOf(element, process)),
    ...listenersOf(element).flatMap((listener) =>
      timerJobs(listener, element.id ?? '', 'timer-task-listener').map((job) => ({
        ...job,
        listenerId: listener.id ?? '',
      })),
    ),
    ...readJobDeclarations(element),
  ]);
}

/** With a loop, jobs of the activity are those around all instances, jobs of the marker those of each instance. */
function asyncJobs(element: ModdleNode): JobDeclaration[] {
  const id = element.id ?? '';
  const loop = nodeOf(element, 'loopCharacteristics');
  if (!loop) return jobsAt(element, id);
  return [...jobsAt(element, `${id}#multiInstanceBody`), ...jobsAt(loop, id)];
}

function jobsAt(holder: ModdleNode, activityId: string): JobDeclaration[] {
  const job = (configuration: string) => ({ activityId, jobType: 'async-continuation', configuration });
  const isBefore = holder['asyncBefore'] === true || holder['async'] === true;
  return [
    ...(isBefore ? [job('async-before')] : []),
    ...(holder['asyncAfter'] === true ? [job('async-after')] : []),
  ];
}

function timerJobs(holder: ModdleNode, activityId: string, jobType: string): JobDeclaration[] {
  return nodesOf(holder, 'eventDefinitions')
    .filter(({ $type }) => $type === 'bpmn:TimerEventDefinition')
    .flatMap((timer) =>
      (['Date', 'Cycle', 'Duration'] as const).flatMap((kind) => {
        const text = nodeOf(timer, `time${kind}`)?.['body'];
        if (typeof text !== 'string') return [];
        const configuration = `${kind.toUpperCase()}: ${text.trim()}`;
        return [{ activityId, jobType, configuration }];
      }),
    );
}

/** Listeners of a user task that hear when it has waited for some time. */
function listenersOf(task: ModdleNode): ModdleNode[] {
  return nodesOf(nodeOf(task, 'extensionElements') ?? task, 'values').filter(
    ({ $type, event }) => $type === 'camunda:TaskListener' && event === 'timeout',
  );
}

function timerTypeOf({ $type }: ModdleNode, scope: ModdleNode): string {
  if ($type === 'bpmn:BoundaryEvent') return 'timer-transition';
  if ($type !== 'bpmn:StartEvent') return 'timer-intermediate-transition';
  return scope['triggeredByEvent'] === true ? 'timer-start-event-subprocess' : 'timer-start-event';
}

function nodeOf(element: ModdleNode, property: string): ModdleNode | undefined {
  const value = element[property];
  return isNode(value) ? value : undefined;
}

function nodesOf(element: ModdleNode, property: string): ModdleNode[] {
  const value = element[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function isNode(value: unknown): value is ModdleNode {
  return typeof value === 'object' && value !== null && '$type' in value;
}
