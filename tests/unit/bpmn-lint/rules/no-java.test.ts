import { describeRule } from '../../../support/describe-rule.ts';

describeRule('no-java', {
  'invalid-class-of-a-thrown-message': [
    'tell: camunda:class runs inside a Java engine only: use an external task.',
  ],
  'invalid-class': ['work: camunda:class runs inside a Java engine only: use an external task.'],
  'invalid-connector': ['work: camunda:connector runs inside a Java engine only: use an external task.'],
  'invalid-delegate-expression': [
    'work: camunda:delegateExpression runs inside a Java engine only: use an external task.',
  ],
  'invalid-listener': ['ask: camunda:class runs inside a Java engine only: use an external task.'],
});
