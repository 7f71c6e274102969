import { describeRule } from '../../../support/describe-rule.ts';

describeRule('user-task-form', {
  'invalid-form-of-another-kind': [
    "ask: camunda:formKey is 'embedded:app:ask.html': name a collection, as in njia:assessments, or the inbox has no form to show.",
  ],
  'invalid-no-form': [
    "ask: camunda:formKey is '': name a collection, as in njia:assessments, or the inbox has no form to show.",
  ],
  'invalid-two-groups': [
    "ask: camunda:candidateGroups is 'case-officers,supervisors': name exactly one of case-officers, supervisors, coordinators, providers.",
  ],
  'invalid-unknown-group': [
    "ask: camunda:candidateGroups is 'case-oficers': name exactly one of case-officers, supervisors, coordinators, providers.",
  ],
});
