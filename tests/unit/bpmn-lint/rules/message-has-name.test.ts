import { describeRule } from '../../../support/describe-rule.ts';

describeRule('message-has-name', {
  'invalid-no-message': ['wait: Name the message this is about; it is found by its name.'],
  'invalid-no-name': ['wait: Name the message this is about; it is found by its name.'],
  'invalid-receive-task': ['wait: Name the message this is about; it is found by its name.'],
  'invalid-signal': ['tell: Name the signal this is about; it is found by its name.'],
  'invalid-start-by-expression': [
    'start: The message that starts a process needs a fixed name: no variables exist yet.',
  ],
});
