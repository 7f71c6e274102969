import { describeRule } from '../../../support/describe-rule.ts';

describeRule('no-scripts', {
  'invalid-script-condition': [
    "when: A condition in the language 'javascript' is a script: use an expression such as ${a > 1}.",
  ],
  'invalid-script-parameter': ['work: camunda:script is not portable: use an expression such as ${a}.'],
  'invalid-script-task': ['compute: Script tasks are not portable: use an external task.'],
});
