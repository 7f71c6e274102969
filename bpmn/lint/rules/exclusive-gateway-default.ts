import { child, isExecuted, kindOf, outgoingOf } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Reporter, Rule } from '../rule.ts';

/** A decision always has a way on: one default flow without a condition, a condition on each other flow. */
export function exclusiveGatewayDefault(): Rule {
  return {
    check(node, reporter) {
      if (!['ExclusiveGateway', 'InclusiveGateway'].includes(kindOf(node)) || !isExecuted(node)) return;
      const flows = outgoingOf(node);
      const fallback = child(node, 'default');
      if (flows.length > 1 && !fallback) {
        reporter.report(
          node.id ?? '',
          'Mark one flow as the default: without it an unforeseen answer stops the case.',
        );
      }
      for (const flow of flows) checkFlow(flow, { fallback, isOnly: flows.length === 1 }, reporter);
    },
  };
}

function checkFlow(
  flow: BpmnNode,
  { fallback, isOnly }: { fallback: BpmnNode | undefined; isOnly: boolean },
  reporter: Reporter,
): void {
  const hasCondition = child(flow, 'conditionExpression') !== undefined;
  if (hasCondition && (isOnly || flow === fallback)) {
    const which = isOnly ? 'The only flow out of a gateway' : 'The default flow';
    reporter.report(flow.id ?? '', `${which} must not have a condition.`);
  }
  if (!hasCondition && !isOnly && flow !== fallback) {
    reporter.report(flow.id ?? '', 'Give this flow a condition, or make it the default.');
  }
}
