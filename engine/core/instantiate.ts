/** Starting a token anywhere in a process, with the scopes around it that do not run yet. */
import { ExecutorFailure, NotValid } from '../executors/executor-failure.ts';
import type { Instantiation } from '../executors/port.ts';
import { openActivity } from './behaviours/enter.ts';
import { countInstances, openLoop } from './behaviours/loops.ts';
import { interruptScope } from './catching.ts';
import { cancel, setLocals, update } from './lifecycle.ts';
import { findSpot, scopesAround, spotIdOf } from './places.ts';
import type { Spot } from './places.ts';
import type { LoopNode, StateNode } from './state.ts';
import type { Step } from './step.ts';

/** Where a new token begins: at an activity, or on its way along a flow. */
interface Start {
  spot: Spot;
  via?: string;
}

/** Starts a token before an activity. @throws NotValid, ExecutorFailure as `modify` */
export function startAt(step: Step, activityId: string, how: Instantiation): void {
  const spot = findSpot(step.model, activityId);
  if (!spot) throw missing(step, `Start before activity '${activityId}'`, activityId);
  instantiate(step, { spot }, how);
}

/** Starts a token on a sequence flow. @throws NotValid, ExecutorFailure as `modify` */
export function startAfter(step: Step, flowId: string, how: Instantiation): void {
  for (const element of step.model.elements.values()) {
    const flow = element.outgoing.find(({ id }) => id === flowId);
    if (!flow) continue;
    const target = step.element(flow.target);
    const spot = findSpot(step.model, target.loop ? `${target.id}#multiInstanceBody` : target.id);
    if (spot) return instantiate(step, { spot, via: flowId }, how);
  }
  throw missing(step, `Start transition '${flowId}'`, flowId);
}

function instantiate(step: Step, start: Start, how: Instantiation): void {
  const scopes = scopesAround(step.model, start.spot);
  const parent =
    how.ancestorExecutionId === null ? onlyScope(step, start, scopes) : ancestor(step, start, how);
  const around = scopes.findIndex(({ id }) => id === spotIdOf(parent));
  const missingScopes = (around < 0 ? scopes : scopes.slice(0, around)).reverse();
  const [top = start.spot] = missingScopes;
  makeRoom(step, parent, top, missingScopes.length === 0 ? null : (missingScopes[1] ?? start.spot));
  const scope = missingScopes.reduce((outer, spot) => open(step, outer, spot), parent);
  step.variables.setAll(step.path(scope.id), how.variables);
  begin(step, scope, start, how);
}

/** Sends the token in; directly inside of a multi-instance activity it is one more instance. */
function begin(step: Step, scope: StateNode, { spot, via }: Start, { localVariables }: Instantiation): void {
  if (via !== undefined) {
    // The token itself has no variables here: they belong to the scope it moves in.
    setLocals(step, scope, localVariables);
    return step.next({ do: 'enter', element: spot.element.id, in: scope.id, via });
  }
  const enter = { do: 'enter', element: spot.element.id, in: scope.id, locals: localVariables } as const;
  if (scope.is !== 'loop') return step.next(enter);
  const body = addInstance(step, scope);
  step.next({ ...enter, index: body.total - 1 });
}

/** Begins a scope; of a multi-instance activity the body or its first instance. */
function open(step: Step, outer: StateNode, { element, isBody }: Spot): StateNode {
  if (isBody) return openLoop(step, element, outer.id, 0);
  if (outer.is !== 'loop') return openActivity(step, element, { in: outer.id });
  return openActivity(step, element, { in: outer.id, index: addInstance(step, outer).total - 1 });
}

function addInstance(step: Step, body: LoopNode): LoopNode {
  const more = update(step, body, { total: body.total + 1, active: body.active + 1 });
  countInstances(step, more);
  return more;
}

/** Ends what the start of an interrupting event would end, and refuses what cannot run beside what runs. */
function makeRoom(step: Step, parent: StateNode, top: Spot, second: Spot | null): void {
  const { loop, behaviour } = step.element(parent.element);
  if (parent.is === 'loop' && loop?.isSequential) {
    throw new ExecutorFailure(
      `Concurrent instantiation not possible for activities in scope ${spotIdOf(parent)}`,
      { activityId: parent.element },
    );
  }
  const { element } = top;
  const triggers = step
    .element(parent.element)
    .catchers.filter(({ subprocessId, isInterrupting }) => subprocessId === element.id && isInterrupting);
  // An activity within an event subprocess starts beside the others; only its start event interrupts them.
  if (triggers.length > 0 && (second === null || triggers.some(({ eventId }) => eventId === second.id)))
    return interruptScope(step, parent);
  if (behaviour.kind !== 'event-gateway') cancelHost(step, parent, element.id);
}

/** Before an interrupting boundary event: the activity it is attached to ends. */
function cancelHost(step: Step, parent: StateNode, eventId: string): void {
  const hosts = step.children(parent.id).filter((node) => {
    const { catchers, behaviour } = step.element(node.element);
    if (node.is === 'armed' || behaviour.kind === 'event-gateway') return false;
    return catchers.some((one) => one.eventId === eventId && one.subprocessId === null && one.isInterrupting);
  });
  const [host, another] = hosts;
  if (another) {
    throw new ExecutorFailure(`Executions for activity ${another.element} ambiguous`, {
      activityId: eventId,
    });
  }
  if (host) cancel(step, host);
}

/** The innermost scope that runs already. @throws ExecutorFailure when it runs more than once */
function onlyScope(step: Step, { spot }: Start, scopes: readonly Spot[]): StateNode {
  for (const { id } of scopes) {
    const running = [...step.nodes.values()].filter(
      (node) => node.is !== 'armed' && node.is !== 'job' && spotIdOf(node) === id,
    );
    const [node, another] = running;
    if (another) {
      throw new ExecutorFailure(
        `Ancestor activity execution is ambiguous for activity Activity(${scopes[0]?.id ?? ''})`,
        {
          activityId: spot.id,
        },
      );
    }
    if (node) return node;
  }
  return step.node(step.context.instanceId);
}

function ancestor(step: Step, { spot }: Start, { ancestorExecutionId }: Instantiation): StateNode {
  const id = ancestorExecutionId ?? '';
  const node = step.nodes.get(id);
  const describe = `Cannot perform instruction: Start before activity '${spot.id}' with ancestor activity instance '${id}'; `;
  if (!node || node.is === 'armed' || node.is === 'job') {
    throw new NotValid(
      `${describe}Ancestor activity instance '${id}' does not exist: ancestorInstance is null`,
    );
  }
  const isAround = scopesAround(step.model, spot).some((scope) => scope.id === spotIdOf(node));
  if (isAround || node.in === null) return node;
  throw new NotValid(
    `${describe}Scope execution for '${id}' cannot be found in parent hierarchy of flow element '${spot.id}'`,
  );
}

function missing(step: Step, describe: string, id: string): NotValid {
  return new NotValid(
    `Cannot perform instruction: ${describe}; Element '${id}' does not exist in process '${step.context.definitionId}': element is null`,
  );
}
