import { describeRule } from '../../../support/describe-rule.ts';

describeRule('timer-expression-parses', {
  'invalid-listener': [
    "ask: The timer 'one hour' cannot be read: the timer duration is not an ISO 8601 duration such as PT4H or P7D.",
  ],
  'invalid-cron-without-seconds': [
    "reminder: The timer '0 9 * * 1' cannot be read: the timer cycle is neither a repeating interval such as R3/PT10H nor a cron expression.",
  ],
  'invalid-expression': [
    'wait: Error while parsing expression: ${planDueAt. Cause: an expression has no closing brace',
  ],
  'invalid-nothing': ['wait: The timer needs exactly one of a date, a duration and a cycle.'],
  'invalid-two-kinds': ['wait: The timer needs exactly one of a date, a duration and a cycle.'],
  'invalid-words': [
    "wait: The timer 'two days' cannot be read: the timer duration is not an ISO 8601 duration such as PT4H or P7D.",
  ],
});
