import { describeRule } from '../../../support/describe-rule.ts';

describeRule('decision-binding', {
  'invalid-mapping': [
    "decide: camunda:mapDecisionResult is 'first': use one of singleEntry, singleResult, collectEntries, resultList.",
  ],
  'invalid-no-version-tag': ["decide: The binding 'versionTag' needs camunda:decisionRefVersionTag."],
});
