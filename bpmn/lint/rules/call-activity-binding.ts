import { isExecuted, kindOf, text } from '../bpmn-node.ts';
import { bindingProblem } from '../binding-problem.ts';
import type { Rule } from '../rule.ts';

/** A call activity says which process it calls and in which version. */
export function callActivityBinding(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'CallActivity' || !isExecuted(node)) return;
      const report = (message: string): void => reporter.report(node.id ?? '', message);
      if (!text(node, 'calledElement')) report('Say which process is called (calledElement).');
      const problem = bindingProblem(node, 'calledElement');
      if (problem !== null) report(problem);
    },
  };
}
