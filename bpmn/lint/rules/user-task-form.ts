import { TASK_GROUPS } from '../../../schemas/codes.ts';
import { isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

const GROUPS: readonly string[] = TASK_GROUPS;

/** A step of a person has a form the inbox can show and exactly one group that sees it. */
export function userTaskForm(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'UserTask' || !isExecuted(node)) return;
      const formKey = text(node, 'formKey') ?? '';
      if (!/^njia:[a-z][a-z0-9_]*$/.test(formKey)) {
        reporter.report(
          node.id ?? '',
          `camunda:formKey is '${formKey}': name a collection, as in njia:assessments, or the inbox has no form to show.`,
        );
      }
      const groups = text(node, 'candidateGroups') ?? '';
      if (!GROUPS.includes(groups)) {
        reporter.report(
          node.id ?? '',
          `camunda:candidateGroups is '${groups}': name exactly one of ${GROUPS.join(', ')}.`,
        );
      }
    },
  };
}
