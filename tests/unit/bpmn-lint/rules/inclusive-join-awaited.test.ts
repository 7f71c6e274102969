import { describeRule } from '../../../support/describe-rule.ts';

const turnsOff = (id: string, join = 'join'): string =>
  `${join}: A token may turn off at '${id}' while another waits here. Let both come here, or end both there.`;

describeRule('inclusive-join-awaited', {
  'invalid-choice-on-the-way': [turnsOff('enough')],
  'invalid-boundary-event-on-the-way': [turnsOff('two')],
  'invalid-event-on-the-way': [turnsOff('wait')],
  'invalid-beside-a-task': [turnsOff('enough')],
  'invalid-two-that-wait-for-each-other': [
    "left: It and 'right' may wait for each other. Join the branches at one of them.",
    turnsOff('out', 'right'),
    "right: It and 'left' may wait for each other. Join the branches at one of them.",
  ],
});
