import { child, elementIdOf, isExecuted, text } from '../bpmn-node.ts';
import { singleExpressionProblem } from '../expression-problem.ts';
import type { Rule } from '../rule.ts';

const CONDITIONS = ['conditionExpression', 'condition', 'completionCondition'];

/** Conditions are one expression in Camunda's language that the engine can read. */
export function conditionsAreJuel(): Rule {
  return {
    check(node, reporter) {
      if (!isExecuted(node)) return;
      for (const property of CONDITIONS) {
        const condition = child(node, property);
        if (!condition) continue;
        const problem = singleExpressionProblem(text(condition, 'body') ?? '');
        if (problem !== null) reporter.report(elementIdOf(node), problem);
      }
    },
  };
}
