/** Timers, messages, signals and conditions of a migrated instance. */
import type { MigrationInstruction } from '../../executors/port.ts';
import { arm, openEventWait } from '../arming.ts';
import { placeOf } from '../evaluate.ts';
import { isLoopInstance } from '../lifecycle.ts';
import type { Catcher } from '../model.ts';
import type { ArmedNode, StateNode } from '../state.ts';
import type { Step } from '../step.ts';
import type { Order } from './check-instance.ts';
import { migrateTimeouts } from './migrate-timeouts.ts';
import { reportMoved } from './report-moved.ts';

/** What is still to do once all tokens are in their places. */
export interface Left {
  /** Events of the source that wait beside tokens. */
  readonly armed: readonly ArmedNode[];
  /** Tokens whose own event is to wait anew. */
  readonly anew: ReadonlySet<string>;
}

/**
 * Events with an instruction go on waiting as they did, or anew when it says so; others end, and events that are new in
 * the target begin to wait. A timer that fired already does not come back.
 */
export function migrateEvents(step: Step, order: Order, { armed, anew }: Left): void {
  const { instructions } = order;
  const bySource = new Map(instructions.map((one) => [one.source, one]));
  const mappedTargets = new Set(instructions.map(({ target }) => target));
  const hosts = [...step.nodes.values()].filter(({ is }) => is !== 'armed' && is !== 'job');
  const waiting = new Set<string>();
  for (const event of armed.filter(({ listener }) => listener === undefined)) {
    const key = migrateArmed(step, event, bySource.get(event.element));
    if (key !== null) waiting.add(key);
  }
  for (const host of hosts) armFresh(step, host, (id) => waiting.has(`${host.id} ${id}`), mappedTargets);
  for (const host of hosts) if (anew.has(host.id)) waitAnew(step, host);
  migrateTimeouts(
    step,
    order,
    armed.filter(({ listener }) => listener !== undefined),
  );
}

/** Returns which event of which node waits on. */
function migrateArmed(
  step: Step,
  event: ArmedNode,
  instruction: MigrationInstruction | undefined,
): string | null {
  const host = step.nodes.get(event.in ?? '');
  const catcher =
    host && step.element(host.element).catchers.find(({ eventId }) => eventId === instruction?.target);
  if (!host || !catcher || !instruction) {
    step.closeWait(event.id);
    return null;
  }
  if (instruction.updateEventTrigger) {
    step.closeWait(event.id);
    arm(step, host, [catcher]);
  } else {
    const moved = { ...event, element: catcher.eventId };
    step.put(moved);
    reportMoved(step, moved);
  }
  return `${host.id} ${catcher.eventId}`;
}

function armFresh(
  step: Step,
  host: StateNode,
  isWaiting: (eventId: string) => boolean,
  mappedTargets: ReadonlySet<string>,
): void {
  const { catchers, behaviour } = step.element(host.element);
  if (catchers.length === 0) return;
  const isInterrupted = step
    .children(host.id)
    .some(({ element, is }) => is !== 'armed' && catchers.some((one) => interrupts(one, element)));
  const alreadyArmed = new Set(
    step
      .children(host.id)
      .filter(({ is }) => is === 'armed')
      .map(({ element }) => element),
  );
  const isMissing = ({ eventId, subprocessId, trigger }: Catcher): boolean => {
    if (isWaiting(eventId) || alreadyArmed.has(eventId)) return false;
    if (trigger.kind === 'timer' && mappedTargets.has(eventId)) return false;
    if (subprocessId !== null) return host.is === 'scope' && !isInterrupted;
    return behaviour.kind === 'event-gateway' || !isLoopInstance(step, host);
  };
  arm(step, host, catchers.filter(isMissing));
}

/** An interrupting event subprocess that runs has disarmed the others of its scope. */
function interrupts({ subprocessId, isInterrupting }: Catcher, element: string): boolean {
  return isInterrupting && subprocessId === element;
}

/** An intermediate event or receive task: its timer starts again, its message gets the name it has in the target. */
function waitAnew(step: Step, node: StateNode): void {
  const element = step.element(node.element);
  const { behaviour } = element;
  if (node.is !== 'waiting' || behaviour.kind !== 'catch' || !behaviour.trigger) return;
  step.renewWait(node.id);
  const place = placeOf(step, node.id);
  openEventWait(step, step.ref(node.id, element, [...place.path]), behaviour.trigger, place);
}
