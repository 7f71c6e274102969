import type { CompiledExpression } from '../../expressions/expression.ts';
import type { Listeners, TaskEvent, TaskListeners, Timeout } from '../model.ts';
import { readTimer } from './timers.ts';
import { child, children, definitionsOf, extensions, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

const TASK_EVENTS: readonly TaskEvent[] = ['create', 'assignment', 'update', 'complete', 'delete'];

/** Its listeners each have a timer of their own. */
const TIMEOUT = 'timeout';

/** Reads the `camunda:executionListener`s of a flow node or process. */
export function readListeners(holder: ModdleElement, reader: Reader): Listeners {
  const found: Record<keyof Listeners, CompiledExpression[]> = { start: [], end: [] };
  for (const listener of extensions(holder, 'ExecutionListener')) {
    const event = text(listener, 'event');
    if (event === 'start' || event === 'end') found[event].push(...readListener(holder, listener, reader));
    else reader.problem(holder, "camunda:executionListener: the attribute 'event' must be start or end.");
  }
  if (isLink(holder) && found.start.length + found.end.length > 0) {
    reader.unsupported(holder, 'A link is no activity here: put the listener on the sequence flow.');
  }
  return found;
}

/** Reads the listeners of a sequence flow; as in Camunda whatever their `event` says they hear of each token. */
export function readTakeListeners(flow: ModdleElement, reader: Reader): CompiledExpression[] {
  return extensions(flow, 'ExecutionListener').flatMap((listener) => readListener(flow, listener, reader));
}

/** Reads the `camunda:taskListener`s of a user task. */
export function readTaskListeners(task: ModdleElement, reader: Reader): TaskListeners {
  const found: Partial<Record<TaskEvent, CompiledExpression[]>> = {};
  for (const listener of extensions(task, 'TaskListener')) {
    const name = text(listener, 'event');
    const event = TASK_EVENTS.find((one) => one === name);
    if (event) (found[event] ??= []).push(...readListener(task, listener, reader));
    else if (name !== TIMEOUT) {
      const events = [...TASK_EVENTS, TIMEOUT].join(', ');
      reader.problem(task, `camunda:taskListener: the attribute 'event' must be one of ${events}.`);
    }
  }
  return found;
}

/** Reads the `camunda:taskListener`s that hear when their user task has waited for some time. */
export function readTimeouts(task: ModdleElement, reader: Reader): Timeout[] {
  return extensions(task, 'TaskListener')
    .filter((listener) => text(listener, 'event') === TIMEOUT)
    .map((listener) => {
      const [timer] = definitionsOf(listener);
      const what = 'camunda:taskListener event="timeout"';
      if (!listener.id) reader.problem(task, `${what} needs an id.`);
      if (!timer) reader.problem(task, `${what} needs a timerEventDefinition that says when.`);
      return {
        id: listener.id ?? '',
        trigger: readTimer(task, timer, reader),
        expressions: readListener(task, listener, reader),
      };
    });
}

/** An expression or a script; whatever needs Java is noted, with what to use instead. */
function readListener(holder: ModdleElement, listener: ModdleElement, reader: Reader): CompiledExpression[] {
  const name = listener.$type.replace('camunda:E', 'camunda:e').replace('camunda:T', 'camunda:t');
  for (const attribute of ['class', 'delegateExpression']) {
    if (text(listener, attribute) === undefined) continue;
    const instead = 'use expression="…", a script or an external task';
    reader.unsupported(holder, `${name} ${attribute}="…" needs Java code in the engine: ${instead}.`);
    return [];
  }
  if (children(listener, 'fields').length > 0) {
    reader.unsupported(holder, `camunda:field in a ${name} needs Java code in the engine: use a variable.`);
  }
  const script = child(listener, 'script');
  if (script) return [reader.script(holder, text(script, 'value'), text(script, 'scriptFormat'))];
  return [
    reader.required(holder, text(listener, 'expression'), `The ${name} has no expression and no script.`),
  ];
}

function isLink(holder: ModdleElement): boolean {
  return children(holder, 'eventDefinitions').some((one) => kindOf(one) === 'LinkEventDefinition');
}
