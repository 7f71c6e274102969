import { kindOf, text } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

/** Each executable process says after how many days the history of a finished instance is deleted. */
export function historyTimeToLive(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'Process' || node['isExecutable'] !== true) return;
      const value = text(node, 'historyTimeToLive');
      if (value !== undefined && /^(\d+|P\d+D)$/.test(value)) return;
      const found = value === undefined ? 'is missing' : `is '${value}'`;
      reporter.report(
        node.id ?? '',
        `camunda:historyTimeToLive ${found}: give whole days, such as 365 or P365D.`,
      );
    },
  };
}
