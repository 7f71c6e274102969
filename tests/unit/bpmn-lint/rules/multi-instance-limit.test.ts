import { describeRule } from '../../../support/describe-rule.ts';

describeRule('multi-instance-limit', {
  'invalid-many-at-once': ['ask: Opens 101 instances at once, more than 100: do them in sequence.'],
  'invalid-parallel-in-parallel': [
    'ask: Stands inside another parallel repetition, so the numbers multiply: do one of them in sequence.',
  ],
});
