import { describeRule } from '../../../support/describe-rule.ts';

describeRule('history-time-to-live', {
  'invalid-hours': ["process: camunda:historyTimeToLive is 'PT12H': give whole days, such as 365 or P365D."],
  'invalid-missing': [
    'process: camunda:historyTimeToLive is missing: give whole days, such as 365 or P365D.',
  ],
});
