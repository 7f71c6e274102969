import { isExecuted, kindOf, text } from '../bpmn-node.ts';
import { bindingProblem } from '../binding-problem.ts';
import type { Rule } from '../rule.ts';

const MAPPINGS = ['singleEntry', 'singleResult', 'collectEntries', 'resultList'];

/** A business rule task that asks a decision says in which version, and what becomes of its result. */
export function decisionBinding(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'BusinessRuleTask' || !isExecuted(node) || !text(node, 'decisionRef')) return;
      const problem = bindingProblem(node, 'decisionRef');
      if (problem !== null) reporter.report(node.id ?? '', problem);
      const mapping = text(node, 'mapDecisionResult') ?? 'resultList';
      if (!MAPPINGS.includes(mapping)) {
        const names = MAPPINGS.join(', ');
        reporter.report(node.id ?? '', `camunda:mapDecisionResult is '${mapping}': use one of ${names}.`);
      }
    },
  };
}
