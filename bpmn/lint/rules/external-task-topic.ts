import { elementIdOf, isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

const WORKED_BY_MACHINES = ['ServiceTask', 'SendTask', 'BusinessRuleTask'];
/** Other ways of saying how a task is done; other rules judge them. */
const OTHER_WAYS = ['expression', 'class', 'delegateExpression', 'decisionRef'];

/** Automatic steps are external tasks with a topic, or a plain expression. */
export function externalTaskTopic(): Rule {
  return {
    check(node, reporter) {
      const isTask = WORKED_BY_MACHINES.includes(kindOf(node));
      if (!isExecuted(node) || (!isTask && kindOf(node) !== 'MessageEventDefinition')) return;
      const type = text(node, 'type');
      const report = (message: string): void => reporter.report(elementIdOf(node), message);
      if (type !== undefined && type !== 'external') {
        report(
          `camunda:type="${type}" cannot be run by every engine: use camunda:type="external" and camunda:topic.`,
        );
      } else if (type === 'external' && !text(node, 'topic')) {
        report('The external task has no camunda:topic, so no worker would find it.');
      } else if (isTask && !type && !OTHER_WAYS.some((way) => text(node, way))) {
        report('Nothing says how this task is done: give it camunda:type="external" and camunda:topic.');
      }
    },
  };
}
