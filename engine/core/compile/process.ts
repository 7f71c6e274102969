import { readJobDeclarations } from '../../executors/job-declarations.ts';
import type { CompiledProcess, Element, TakeListeners } from '../model.ts';
import { checkAttributes, checkStartTwins, checkUndoing } from './camunda-checks.ts';
import { checkExtensions, checkScope } from './checks.ts';
import { compileElement, compileProcessElement } from './elements.ts';
import { readTakeListeners } from './listeners.ts';
import { readStartEvents } from './start-events.ts';
import { child, children, isSubprocess, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** Flow elements that carry no tokens. */
const NOTES = ['SequenceFlow', 'DataObject', 'DataObjectReference', 'DataStoreReference'];

/** Compiles one executable process; what cannot be run is noted in the reader. */
export function compileProcess(process: ModdleElement, reader: Reader): CompiledProcess {
  checkExtensions(process, reader);
  checkAttributes(process, reader);
  checkStartTwins(process, reader);
  const elements = new Map<string, Element>([[process.id ?? '', compileProcessElement(process, reader)]]);
  compileScope(process, elements, reader);
  const all = [...elements.values()];
  return Object.freeze({
    processId: process.id ?? '',
    processName: text(process, 'name') ?? null,
    versionTag: text(process, 'versionTag') ?? null,
    category: text(process.$parent, 'targetNamespace') ?? null,
    historyTimeToLiveDays: readTimeToLive(process, reader),
    isExecutable: true,
    startableInTasklist: process['isStartableInTasklist'] !== false,
    startEvents: readStartEvents(process, reader),
    jobs: readJobDeclarations(process),
    activities: new Map(
      all
        .filter(({ scope }) => scope !== null)
        .map(({ id, name, type, scope }) => [id, { name, type, scope }]),
    ),
    hearsCancel: all.some(hearsItsEnd),
    needsOpenTasks: all.some(mayTellOfTasks),
    hasTaskListeners: all.some(hearsOfTasks),
    errorTasks: new Set(all.filter(mayFailWithError).map(({ id }) => id)),
    elements,
    hasConditions: all.some(waitsForCondition),
    hasInclusiveGateways: all.some(({ behaviour }) => behaviour.kind === 'inclusive-gateway'),
    initiator: initiatorOf(process),
    takeListeners: new Map(takeListenersIn(process, reader)),
  });
}

function compileScope(scope: ModdleElement, elements: Map<string, Element>, reader: Reader): void {
  checkScope(scope, reader);
  checkUndoing(scope, reader);
  for (const element of children(scope, 'flowElements')) {
    if (NOTES.includes(kindOf(element))) continue;
    checkExtensions(element, reader);
    checkAttributes(element, reader);
    if (!element.id) reader.problem(element, `An element of the kind ${kindOf(element)} has no id.`);
    elements.set(element.id ?? '', freeze(compileElement(element, scope, reader)));
    if (isSubprocess(element)) compileScope(element, elements, reader);
  }
}

/** As in Camunda one start event says it for all. */
function initiatorOf(process: ModdleElement): string | null {
  const starts = children(process, 'flowElements').filter((element) => kindOf(element) === 'StartEvent');
  return starts.map((start) => text(start, 'initiator')).findLast((name) => name !== undefined) ?? null;
}

function takeListenersIn(scope: ModdleElement, reader: Reader): [string, TakeListeners][] {
  return children(scope, 'flowElements').flatMap((element): [string, TakeListeners][] => {
    if (isSubprocess(element)) return takeListenersIn(element, reader);
    const expressions = kindOf(element) === 'SequenceFlow' ? readTakeListeners(element, reader) : [];
    const source = child(element, 'sourceRef')?.id ?? '';
    return expressions.length > 0 ? [[element.id ?? '', { source, expressions }]] : [];
  });
}

function mayFailWithError({ behaviour }: Element): boolean {
  return behaviour.kind === 'external-task' && behaviour.task.errors.length > 0;
}

function hearsOfTasks({ behaviour }: Element): boolean {
  return behaviour.kind === 'user-task' && Object.keys(behaviour.task.listeners).length > 0;
}

function hearsItsEnd({ listeners, behaviour }: Element): boolean {
  if (listeners.end.length > 0) return true;
  return behaviour.kind === 'user-task' && behaviour.task.listeners.delete !== undefined;
}

/** When no request about the task itself makes its listeners hear. */
function mayTellOfTasks({ behaviour }: Element): boolean {
  if (behaviour.kind !== 'user-task') return false;
  const { listeners, timeouts } = behaviour.task;
  return listeners.delete !== undefined || timeouts.length > 0;
}

function waitsForCondition({ catchers, behaviour }: Element): boolean {
  return (
    catchers.some(({ trigger }) => trigger.kind === 'conditional') ||
    (behaviour.kind === 'catch' && behaviour.trigger?.kind === 'conditional')
  );
}

/** Whole days, as a number or an ISO 8601 duration of days; Camunda takes nothing finer. */
function readTimeToLive(process: ModdleElement, reader: Reader): number | null {
  const source = text(process, 'historyTimeToLive');
  const match = /^(?:P(\d+)D|(\d+))$/i.exec(source ?? '');
  if (source !== undefined && !match) {
    reader.problem(
      process,
      `camunda:historyTimeToLive="${source}" is not a number of days, such as 30 or P30D.`,
    );
  }
  return match ? Number(match[1] ?? match[2]) : null;
}

/** Plain data is frozen through and through; compiled expressions are functions behind a read-only type. */
function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) freeze(part);
  }
  return Object.freeze(value);
}
