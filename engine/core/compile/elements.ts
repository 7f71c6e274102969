import type { Behaviour, Catcher, Element, Flow } from '../model.ts';
import { activityTypeOf } from './activity-types.ts';
import {
  boundaryCatchers,
  checkTwins,
  compensationHandlerOf,
  compensationSubprocessOf,
  gatewayOptions,
  inCatchingOrder,
  subprocessCatchers,
} from './catchers.ts';
import { readConditionOf, onlyDefinition, readThrow, readTrigger } from './events.ts';
import { readJobs } from './job-settings.ts';
import { readListeners } from './listeners.ts';
import { parameters } from './mappings.ts';
import { child, children, definitionsOf, isSubprocess, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import { sourcesOfJoin } from './reachable.ts';
import type { Reader } from './reader.ts';
import { readLoop, readTask } from './tasks.ts';

/** Compiles one flow node of `scope`. */
export function compileElement(element: ModdleElement, scope: ModdleElement, reader: Reader): Element {
  const catchers =
    kindOf(element) === 'EventBasedGateway'
      ? gatewayOptions(element, reader)
      : inCatchingOrder(
          isSubprocess(element) ? subprocessCatchers(element, reader) : [],
          boundaryCatchers(element, scope, reader),
        );
  checkTwins(element, catchers.filter(isBoundary), reader);
  checkTwins(
    element,
    catchers.filter((catcher) => !isBoundary(catcher)),
    reader,
  );
  return {
    id: element.id ?? '',
    name: text(element, 'name') ?? null,
    type: activityTypeOf(element),
    scope: scope.id ?? '',
    behaviour: readBehaviour(element, reader),
    outgoing: outgoingFlows(element, reader),
    incomingCount: children(element, 'incoming').length,
    defaultFlow: child(element, 'default')?.id ?? null,
    ...parameters(element, reader),
    loop: readLoop(element, reader),
    jobs: readJobs(element, element, reader),
    catchers,
    compensatedBy: compensationHandlerOf(element, scope, reader),
    listeners: readListeners(element, reader),
  };
}

/** The process as the outermost element. */
export function compileProcessElement(process: ModdleElement, reader: Reader): Element {
  const catchers = inCatchingOrder(subprocessCatchers(process, reader), []);
  checkTwins(process, catchers, reader);
  return {
    id: process.id ?? '',
    name: text(process, 'name') ?? null,
    type: 'processDefinition',
    scope: null,
    behaviour: { kind: 'process', start: firstStart(process), isEventSubprocess: false, compensatedBy: null },
    outgoing: [],
    incomingCount: 0,
    defaultFlow: null,
    inputs: [],
    outputs: [],
    loop: null,
    jobs: { before: false, after: false, priority: null, retryCycle: null },
    catchers,
    compensatedBy: null,
    listeners: readListeners(process, reader),
  };
}

function readBehaviour(element: ModdleElement, reader: Reader): Behaviour {
  switch (kindOf(element)) {
    case 'StartEvent':
    case 'BoundaryEvent':
      return { kind: 'pass' };
    case 'EndEvent':
    case 'IntermediateThrowEvent':
      return readThrow(element, reader);
    case 'IntermediateCatchEvent':
      return readCatchEvent(element, reader);
    case 'ExclusiveGateway':
      return { kind: 'exclusive-gateway' };
    case 'ParallelGateway':
      return { kind: 'parallel-gateway' };
    case 'InclusiveGateway':
      return readInclusiveGateway(element);
    case 'EventBasedGateway':
      return { kind: 'event-gateway' };
    case 'SubProcess':
    case 'Transaction':
      return readSubprocess(element);
    default: {
      const task = readTask(element, reader);
      if (task) return task;
      reader.unsupported(element, `An element of the kind ${kindOf(element)} cannot be run.`);
      return { kind: 'pass' };
    }
  }
}

function readInclusiveGateway(gateway: ModdleElement): Behaviour {
  const sources = sourcesOfJoin(gateway);
  const before = new Set([...sources.values()].flatMap((from) => [...from]));
  return { kind: 'inclusive-gateway', sources, before };
}

function readSubprocess(element: ModdleElement): Behaviour {
  const isEventSubprocess = element['triggeredByEvent'] === true;
  return {
    kind: 'subprocess',
    start: firstStart(element),
    isEventSubprocess,
    compensatedBy: compensationSubprocessOf(element),
  };
}

/** Where a token starts when nobody says where: as in Camunda the plain or timer start event, or the only one. */
function firstStart(scope: ModdleElement): string | null {
  const starts = children(scope, 'flowElements').filter((one) => kindOf(one) === 'StartEvent');
  const plain = starts.find((start) => {
    const [definition] = definitionsOf(start);
    return !definition || kindOf(definition) === 'TimerEventDefinition';
  });
  return (plain ?? (starts.length === 1 ? starts[0] : undefined))?.id ?? null;
}

function readCatchEvent(event: ModdleElement, reader: Reader): Behaviour {
  const definition = onlyDefinition(event, reader);
  if (!definition) {
    reader.problem(event, 'The event does not say what it waits for.');
    return { kind: 'pass' };
  }
  if (kindOf(definition) === 'LinkEventDefinition') return { kind: 'catch-link' };
  const trigger = readTrigger(event, definition, reader);
  if (trigger?.kind === 'error' || trigger?.kind === 'escalation') {
    reader.problem(event, `An intermediate event cannot wait for an ${trigger.kind}: use a boundary event.`);
  }
  return { kind: 'catch', trigger };
}

/** Gateways that take every branch do so whatever stands on the flows, as in Camunda. */
function outgoingFlows(element: ModdleElement, reader: Reader): Flow[] {
  const isUnconditional = kindOf(element) === 'ParallelGateway' || kindOf(element) === 'EventBasedGateway';
  return children(element, 'outgoing').map((flow) => {
    return {
      id: flow.id ?? '',
      target: child(flow, 'targetRef')?.id ?? '',
      condition: isUnconditional ? null : readConditionOf(flow, child(flow, 'conditionExpression'), reader),
    };
  });
}

function isBoundary({ subprocessId }: Catcher): boolean {
  return subprocessId === null;
}
