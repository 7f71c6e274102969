import { firstSchedule } from '../../../engine/timers/timer-schedule.ts';
import type { TimerType } from '../../../engine/timers/timer-schedule.ts';
import { body, elementIdOf, isExecuted, kindOf } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import { expressionProblem } from '../expression-problem.ts';
import type { Rule } from '../rule.ts';

const TYPES: readonly [property: string, type: TimerType][] = [
  ['timeDate', 'date'],
  ['timeDuration', 'duration'],
  ['timeCycle', 'cycle'],
];

/** A timer has exactly one date, duration or cycle, and the engine can read it. */
export function timerExpressionParses(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'TimerEventDefinition' || !isExecuted(node)) return;
      const problem = timerProblem(node);
      if (problem !== null) reporter.report(elementIdOf(node), problem);
    },
  };
}

function timerProblem(timer: BpmnNode): string | null {
  const given = TYPES.flatMap(([property, type]) => {
    const value = body(timer, property);
    return value === undefined ? [] : [{ type, value }];
  });
  const [only, another] = given;
  if (!only || another) return 'The timer needs exactly one of a date, a duration and a cycle.';
  if (/[$#]\{/.test(only.value)) return expressionProblem(only.value);
  try {
    // Whether the text can be read does not depend on when it is read.
    firstSchedule(only.type, only.value, new Date(0));
    return null;
  } catch (error) {
    if (error instanceof TypeError) return `The timer '${only.value}' cannot be read: ${error.message}.`;
    throw error;
  }
}
