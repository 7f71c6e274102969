import { describeRule } from '../../../support/describe-rule.ts';

describeRule('no-moddle-warnings', {
  'invalid-not-xml': [': The file is not BPMN 2.0: unparsable content A diagram by hand.'],
  'invalid-other-namespace': [
    'definitions: The file is not understood completely: extensions are named by another namespace than http://camunda.org/schema/1.0/bpmn, which all engines read.',
  ],
  'invalid-reference-to-nothing': [
    'decision: The file is not understood completely: unresolved reference <gone>.',
  ],
  'invalid-unknown-attribute': [
    'ask: The file is not understood completely: unknown attribute <camunda:canditateUsers>.',
  ],
  'invalid-unknown-element': [
    'definitions: The file is not understood completely: unparsable content <bpmn:someTask> detected.',
  ],
});
