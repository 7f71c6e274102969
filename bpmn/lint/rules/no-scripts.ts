import { elementIdOf, isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

/** No scripts: which languages there are, and what a script may do, differs from engine to engine. */
export function noScripts(): Rule {
  return {
    check(node, reporter) {
      if (!isExecuted(node)) return;
      const language = text(node, 'language');
      if (kindOf(node) === 'ScriptTask') {
        reporter.report(elementIdOf(node), 'Script tasks are not portable: use an external task.');
      } else if (node.$type === 'camunda:Script') {
        reporter.report(elementIdOf(node), 'camunda:script is not portable: use an expression such as ${a}.');
      } else if (kindOf(node) === 'FormalExpression' && language && language.toLowerCase() !== 'juel') {
        reporter.report(
          elementIdOf(node),
          `A condition in the language '${language}' is a script: use an expression such as \${a > 1}.`,
        );
      }
    },
  };
}
