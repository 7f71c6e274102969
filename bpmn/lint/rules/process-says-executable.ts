import { kindOf } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

/** Each process says whether it is run or only drawn: what says nothing is left out at deployment without a word. */
export function processSaysExecutable(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'Process' || node['isExecutable'] !== undefined) return;
      reporter.report(
        node.id ?? '',
        'Say whether the process is run: isExecutable="true", or "false" for one only drawn.',
      );
    },
  };
}
