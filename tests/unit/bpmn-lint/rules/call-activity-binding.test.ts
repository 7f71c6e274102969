import { describeRule } from '../../../support/describe-rule.ts';

describeRule('call-activity-binding', {
  'invalid-binding': [
    "call: camunda:calledElementBinding is 'newest': use one of latest, deployment, version, versionTag.",
  ],
  'invalid-no-process': ['call: Say which process is called (calledElement).'],
  'invalid-no-version-tag': ["call: The binding 'versionTag' needs camunda:calledElementVersionTag."],
  'invalid-no-version': ["call: The binding 'version' needs camunda:calledElementVersion."],
});
