/** What migration has to know of each activity of a model. */
import { allSpots, flowScopeOf, jobsOf } from '../places.ts';
import type { Spot } from '../places.ts';
import type { Behaviour, Catcher, CompiledProcess } from '../model.ts';

/** Stands for the process where an event waits in it. */
export const PROCESS = '#process';

/** One activity, or the body of a multi-instance activity. */
export interface Activity {
  readonly spot: Spot;
  /** Id of what it stands in; null for the process. */
  readonly flowScope: string | null;
  /** Id of what waits for its event, `PROCESS` for the process; null when it is no event. */
  readonly eventScope: string | null;
  /** What has to be the same in source and target; Camunda's name for it, which its messages hold. */
  readonly behaviour: string;
  /** Timer, message, signal or condition; or a user task with listeners that wait for a time. */
  readonly hasTrigger: boolean;
  /** Tokens in it can be taken along. */
  readonly isSupported: boolean;
  /** Tokens may wait before or behind it for a job: they can be taken along whatever it is. */
  readonly isAsync: boolean;
  /** It undoes another activity. */
  readonly isHandler: boolean;
}

/** The activities of a model by id. */
export type Activities = ReadonlyMap<string, Activity>;

const cache = new WeakMap<CompiledProcess, Activities>();

/** Describes the activities of a model; asked again for the same model, it answers at once. */
export function activitiesOf(model: CompiledProcess): Activities {
  const known = cache.get(model);
  if (known) return known;
  const events = eventsOf(model);
  const handlers = new Set([...model.elements.values()].map(({ compensatedBy }) => compensatedBy));
  const described = new Map(
    allSpots(model).map((spot): [string, Activity] => [
      spot.id,
      { ...describe(model, spot, events), isHandler: handlers.has(spot.id) },
    ]),
  );
  cache.set(model, described);
  return described;
}

interface Event {
  catcher: Catcher;
  scope: string;
  isOption: boolean;
}

/** Events that wait for something else than a token in themselves. */
function eventsOf(model: CompiledProcess): ReadonlyMap<string, Event> {
  const found = new Map<string, Event>();
  for (const host of model.elements.values()) {
    const isOption = host.behaviour.kind === 'event-gateway';
    for (const catcher of host.catchers) {
      const body = host.loop && catcher.subprocessId === null ? '#multiInstanceBody' : '';
      const scope = host.scope === null ? PROCESS : host.id + body;
      found.set(catcher.eventId, { catcher, scope, isOption });
    }
  }
  return found;
}

function describe(
  model: CompiledProcess,
  spot: Spot,
  events: ReadonlyMap<string, Event>,
): Omit<Activity, 'isHandler'> {
  const event = spot.isBody ? undefined : events.get(spot.id);
  const { behaviour } = spot.element;
  const trigger = event ? event.catcher.trigger : behaviour.kind === 'catch' ? behaviour.trigger : null;
  const hasTimeouts = behaviour.kind === 'user-task' && behaviour.task.timeouts.length > 0;
  const hasTrigger =
    hasTimeouts || (trigger !== null && !['error', 'escalation', 'cancel'].includes(trigger.kind));
  const isWaitingHere = behaviour.kind === 'catch' && trigger !== null;
  const name = nameOf(spot, event);
  const jobs = jobsOf(spot);
  return {
    spot,
    flowScope: flowScopeOf(model, spot)?.id ?? null,
    eventScope: event?.scope ?? (isWaitingHere ? spot.id : null),
    behaviour: name,
    hasTrigger,
    isAsync: jobs.before || jobs.after,
    isSupported: SUPPORTED.has(name) && (event === undefined || hasTrigger),
  };
}

const SUPPORTED = new Set([
  'SubProcessActivityBehavior',
  'EventSubProcessActivityBehavior',
  'UserTaskActivityBehavior',
  'ExternalTaskActivityBehavior',
  'ReceiveTaskActivityBehavior',
  'CallActivityBehavior',
  'IntermediateCatchEventActivityBehavior',
  'IntermediateConditionalEventBehavior',
  'EventBasedGatewayActivityBehavior',
  'ParallelGatewayActivityBehavior',
  'InclusiveGatewayActivityBehavior',
  'ParallelMultiInstanceActivityBehavior',
  'SequentialMultiInstanceActivityBehavior',
  'BoundaryEventActivityBehavior',
  'BoundaryConditionalEventActivityBehavior',
  'EventSubProcessStartEventActivityBehavior',
  'EventSubProcessStartConditionalEventActivityBehavior',
]);

const NAMES: Partial<Record<Behaviour['kind'], string>> = {
  'user-task': 'UserTaskActivityBehavior',
  'external-task': 'ExternalTaskActivityBehavior',
  call: 'CallActivityBehavior',
  'event-gateway': 'EventBasedGatewayActivityBehavior',
  'parallel-gateway': 'ParallelGatewayActivityBehavior',
  'inclusive-gateway': 'InclusiveGatewayActivityBehavior',
  'exclusive-gateway': 'ExclusiveGatewayActivityBehavior',
};

/** Camunda's names of behaviours. */
function nameOf({ element, isBody }: Spot, event: Event | undefined): string {
  const { behaviour, loop, type } = element;
  if (isBody) return `${loop?.isSequential ? 'Sequential' : 'Parallel'}MultiInstanceActivityBehavior`;
  if (event && !event.isOption) {
    const conditional = event.catcher.trigger.kind === 'conditional' ? 'Conditional' : '';
    const place = event.catcher.subprocessId === null ? 'Boundary' : 'EventSubProcessStart';
    return `${place}${conditional}EventActivityBehavior`;
  }
  if (behaviour.kind === 'subprocess')
    return behaviour.isEventSubprocess ? 'EventSubProcessActivityBehavior' : 'SubProcessActivityBehavior';
  if (behaviour.kind === 'catch') {
    if (type === 'receiveTask') return 'ReceiveTaskActivityBehavior';
    return behaviour.trigger?.kind === 'conditional'
      ? 'IntermediateConditionalEventBehavior'
      : 'IntermediateCatchEventActivityBehavior';
  }
  return NAMES[behaviour.kind] ?? `${type.charAt(0).toUpperCase()}${type.slice(1)}ActivityBehavior`;
}

/** True when a scope stands around an activity, at any distance. */
export function isAround(activities: Activities, scope: string, activity: Activity): boolean {
  for (let at = activity.flowScope; at !== null; at = activities.get(at)?.flowScope ?? null) {
    if (at === scope) return true;
  }
  return false;
}
