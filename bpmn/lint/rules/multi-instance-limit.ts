import { body, child, elementIdOf, isExecuted, kindOf } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

/**
 * More instances at once than this deserve a second look: each is a token, its variables and perhaps a task in somebody's
 * inbox, all made in one transaction.
 */
const MANY = 100;

/** Warns of activities that open very many instances at once. */
export function multiInstanceLimit(): Rule {
  return {
    check(node, reporter) {
      if (!isParallel(node) || !isExecuted(node)) return;
      const count = Number(body(node, 'loopCardinality') ?? 0);
      if (count > MANY) {
        reporter.report(
          elementIdOf(node),
          `Opens ${count} instances at once, more than ${MANY}: do them in sequence.`,
        );
      }
      if (isInsideAnother(node)) {
        reporter.report(
          elementIdOf(node),
          'Stands inside another parallel repetition, so the numbers multiply: do one of them in sequence.',
        );
      }
    },
  };
}

function isParallel(loop: BpmnNode | undefined): loop is BpmnNode {
  return (
    loop !== undefined && kindOf(loop) === 'MultiInstanceLoopCharacteristics' && loop['isSequential'] !== true
  );
}

function isInsideAnother(loop: BpmnNode): boolean {
  for (let at = loop.$parent?.$parent; at; at = at.$parent) {
    if (isParallel(child(at, 'loopCharacteristics'))) return true;
  }
  return false;
}
