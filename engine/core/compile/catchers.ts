import type { Catcher } from '../model.ts';
import { boundaryEventsOn } from './boundary-events.ts';
import { onlyDefinition, readTrigger } from './events.ts';
import { startsWithCompensation } from './camunda-checks.ts';
import { child, children, kindOf } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** Activities an escalation can come out of. */
const ESCALATING = ['SubProcess', 'Transaction', 'CallActivity', 'UserTask'];

/** Boundary events attached to an activity, in the order of the file. Compensation is not caught but called: left out. */
export function boundaryCatchers(host: ModdleElement, scope: ModdleElement, reader: Reader): Catcher[] {
  return boundaryEventsOn(host, scope).flatMap((event): Catcher[] => {
    const definition = onlyDefinition(event, reader);
    if (!definition) {
      reader.problem(event, 'The boundary event does not say what it waits for.');
      return [];
    }
    if (kindOf(definition) === 'CompensateEventDefinition') return [];
    const trigger = readTrigger(event, definition, reader);
    if (!trigger) return [];
    const isInterrupting = event['cancelActivity'] !== false;
    if (trigger.kind === 'error' && !isInterrupting)
      reader.problem(event, 'An error boundary event always interrupts.');
    if (trigger.kind === 'escalation' && !ESCALATING.includes(kindOf(host))) {
      reader.problem(
        event,
        'An escalation boundary event belongs on a subprocess, a call activity or a user task.',
      );
    }
    return [{ eventId: event.id ?? '', subprocessId: null, trigger, isInterrupting }];
  });
}

/** Event subprocesses that stand in a process or subprocess. */
export function subprocessCatchers(scope: ModdleElement, reader: Reader): Catcher[] {
  return children(scope, 'flowElements')
    .filter((element) => element['triggeredByEvent'] === true)
    .flatMap((subprocess): Catcher[] => {
      const starts = children(subprocess, 'flowElements').filter((one) => kindOf(one) === 'StartEvent');
      const [start] = starts;
      const definition = start && onlyDefinition(start, reader);
      if (!start || !definition || starts.length > 1) {
        reader.problem(
          subprocess,
          'An event subprocess needs exactly one start event, with an event definition.',
        );
        return [];
      }
      if (kindOf(definition) === 'CompensateEventDefinition') return [];
      const trigger = readTrigger(start, definition, reader);
      if (!trigger) return [];
      const isInterrupting = start['isInterrupting'] !== false;
      if (trigger.kind === 'error' && !isInterrupting)
        reader.problem(start, 'An event subprocess that starts with an error always interrupts.');
      return [{ eventId: start.id ?? '', subprocessId: subprocess.id ?? '', trigger, isInterrupting }];
    });
}

/** Options of an event-based gateway. */
export function gatewayOptions(gateway: ModdleElement, reader: Reader): Catcher[] {
  return children(gateway, 'outgoing').flatMap((flow): Catcher[] => {
    const event = child(flow, 'targetRef');
    const definition =
      event && kindOf(event) === 'IntermediateCatchEvent' ? onlyDefinition(event, reader) : undefined;
    if (!event || !definition || kindOf(definition) === 'LinkEventDefinition') {
      reader.problem(
        event ?? gateway,
        'Only intermediate catching events may follow an event-based gateway.',
      );
      return [];
    }
    if (children(event, 'incoming').length > 1) {
      reader.problem(event, 'An event behind an event-based gateway must not have other incoming flows.');
    }
    const trigger = readTrigger(event, definition, reader);
    return trigger ? [{ eventId: event.id ?? '', subprocessId: null, trigger, isInterrupting: true }] : [];
  });
}

/** Errors: those with a code are looked at before those that catch everything; event subprocesses before boundary events. */
export function inCatchingOrder(subprocesses: Catcher[], boundaries: Catcher[]): Catcher[] {
  const rank = ({ trigger }: Catcher): number => (trigger.kind === 'error' && trigger.code === null ? 1 : 0);
  const sorted = (catchers: Catcher[]): Catcher[] =>
    catchers.toSorted((one, other) => rank(one) - rank(other));
  return [...sorted(subprocesses), ...sorted(boundaries)];
}

/** Notes events of one host or scope that could not be told apart. */
export function checkTwins(element: ModdleElement, catchers: Catcher[], reader: Reader): void {
  const seen = new Set<string>();
  const escalations = catchers.filter(({ trigger }) => trigger.kind === 'escalation');
  if (
    escalations.length > 1 &&
    escalations.some(({ trigger }) => 'code' in trigger && trigger.code === null)
  ) {
    reader.problem(
      element,
      'An event without an escalation code catches all escalations: no other can beside it.',
    );
  }
  for (const { trigger } of catchers) {
    if (trigger.kind === 'timer' || trigger.kind === 'conditional') continue;
    const what =
      'code' in trigger ? (trigger.code ?? '') : 'name' in trigger ? trigger.name.text : 'transaction';
    const key = `${trigger.kind} ${what}`;
    if (seen.has(key)) {
      reader.problem(
        element,
        `Two events here wait for the same ${trigger.kind} '${what}': only one could catch it.`,
      );
    }
    seen.add(key);
  }
}

/** The activity that undoes `activity`: what its compensation boundary event is associated with. */
export function compensationHandlerOf(
  activity: ModdleElement,
  scope: ModdleElement,
  reader: Reader,
): string | null {
  const events = boundaryEventsOn(activity, scope).filter((event) =>
    children(event, 'eventDefinitions').some(
      (definition) => kindOf(definition) === 'CompensateEventDefinition',
    ),
  );
  const [event, another] = events;
  if (!event) return null;
  if (another) reader.problem(activity, 'An activity can have only one compensation boundary event.');
  const handler = associationFrom(event, scope);
  const target = child(handler, 'targetRef');
  if (target && target['isForCompensation'] !== true) {
    reader.problem(
      event,
      'The compensation event must be connected to an activity that is marked as for compensation.',
    );
  }
  return target?.id ?? null;
}

/** The event subprocess in a subprocess that undoes it as a whole. */
export function compensationSubprocessOf(scope: ModdleElement): string | null {
  return children(scope, 'flowElements').find(startsWithCompensation)?.id ?? null;
}

/** Associations may be drawn in the scope or, by some tools, in one around it. */
function associationFrom(event: ModdleElement, scope: ModdleElement): ModdleElement | undefined {
  for (let at: ModdleElement | undefined = scope; at; at = at.$parent) {
    const found = associationsIn(at).get(event);
    if (found) return found;
  }
  return undefined;
}

/** Looked for once in each scope: a file may hold thousands of elements. */
const known = new WeakMap<ModdleElement, ReadonlyMap<ModdleElement | undefined, ModdleElement>>();

/** The first association from each element. */
function associationsIn(scope: ModdleElement): ReadonlyMap<ModdleElement | undefined, ModdleElement> {
  const before = known.get(scope);
  if (before) return before;
  const all = children(scope, 'artifacts').filter((one) => kindOf(one) === 'Association');
  // Of several with the same source the last entry stays: the first in the file.
  const found = new Map(all.toReversed().map((one) => [child(one, 'sourceRef'), one]));
  known.set(scope, found);
  return found;
}
