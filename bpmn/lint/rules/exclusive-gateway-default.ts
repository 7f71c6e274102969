import { child, isExecuted, kindOf, outgoingOf } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Reporter, Rule } from '../rule.ts';

/**
 * A decision always has a way on. Exclusive gateway: one default flow, a condition on each other. Inclusive gateway: a
 * default flow, or one without a condition, which is always taken.
 */
export function exclusiveGatewayDefault(): Rule {
  return {
    check(node, reporter) {
      const isExclusive = kindOf(node) === 'ExclusiveGateway';
      if ((!isExclusive && kindOf(node) !== 'InclusiveGateway') || !isExecuted(node)) return;
      const flows = outgoingOf(node);
      const fallback = child(node, 'default');
      const hasWayOn = fallback !== undefined || (!isExclusive && flows.some((flow) => !hasCondition(flow)));
      if (flows.length > 1 && !hasWayOn) {
        reporter.report(
          node.id ?? '',
          'Mark one flow as the default: without it an unforeseen answer stops the case.',
        );
      }
      if (fallback) checkUnconditional(fallback, 'The default flow', reporter);
      const [only, another] = flows;
      if (only && !another && only !== fallback)
        checkUnconditional(only, 'The only flow out of a gateway', reporter);
      if (another && isExclusive) checkOthers(flows, fallback, reporter);
    },
  };
}

function checkUnconditional(flow: BpmnNode, which: string, reporter: Reporter): void {
  if (hasCondition(flow)) reporter.report(flow.id ?? '', `${which} must not have a condition.`);
}

function checkOthers(flows: BpmnNode[], fallback: BpmnNode | undefined, reporter: Reporter): void {
  for (const flow of flows.filter((one) => one !== fallback && !hasCondition(one))) {
    reporter.report(flow.id ?? '', 'Give this flow a condition, or make it the default.');
  }
}

function hasCondition(flow: BpmnNode): boolean {
  return child(flow, 'conditionExpression') !== undefined;
}
