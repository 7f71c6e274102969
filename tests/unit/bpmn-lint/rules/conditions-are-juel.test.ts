import { describeRule } from '../../../support/describe-rule.ts';

describeRule('conditions-are-juel', {
  'invalid-completion-condition': [
    'ask: Error while parsing expression: ${nrOfCompletedInstances >}. Cause: unexpected the end',
  ],
  'invalid-plain-text': [
    "when: The condition is 'riskLevel == 'high'': write one expression in ${ }, such as ${riskLevel == 'high'}.",
  ],
  'invalid-two-expressions': [
    "when: The condition is '${riskLevel} == ${limit}': write one expression in ${ }, such as ${riskLevel == 'high'}.",
  ],
  'invalid-unclosed': [
    "when: Error while parsing expression: ${riskLevel == 'high}. Cause: an expression has no closing brace",
  ],
});
