import { describeRule } from '../../../support/describe-rule.ts';

describeRule('external-task-topic', {
  'invalid-mail-task': [
    'work: camunda:type="mail" cannot be run by every engine: use camunda:type="external" and camunda:topic.',
  ],
  'invalid-no-topic': ['work: The external task has no camunda:topic, so no worker would find it.'],
  'invalid-nothing': [
    'work: Nothing says how this task is done: give it camunda:type="external" and camunda:topic.',
  ],
  'invalid-thrown-message': ['tell: The external task has no camunda:topic, so no worker would find it.'],
});
