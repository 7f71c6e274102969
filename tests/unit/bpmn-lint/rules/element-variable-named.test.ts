import { describeRule } from '../../../support/describe-rule.ts';

describeRule('element-variable-named', {
  'invalid-data-input': ['ask: Name the variable that holds each element (camunda:elementVariable).'],
  'invalid-no-collection': ['ask: There is an element variable but no collection (camunda:collection).'],
  'invalid-no-element-variable': [
    'ask: Name the variable that holds each element (camunda:elementVariable).',
  ],
  'invalid-nothing': [
    'ask: Say for what it is repeated: camunda:collection and camunda:elementVariable, or a number.',
  ],
});
