import { describeRule } from '../../../support/describe-rule.ts';

describeRule('exclusive-gateway-default', {
  'invalid-condition-on-default': ['otherwise: The default flow must not have a condition.'],
  'invalid-condition-on-the-only-flow': ['only: The only flow out of a gateway must not have a condition.'],
  'invalid-flow-without-condition': ['when: Give this flow a condition, or make it the default.'],
  'invalid-inclusive-without-default': [
    'decision: Mark one flow as the default: without it an unforeseen answer stops the case.',
  ],
  'invalid-no-default': [
    'decision: Mark one flow as the default: without it an unforeseen answer stops the case.',
  ],
});
