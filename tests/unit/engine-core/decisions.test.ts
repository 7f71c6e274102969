import { expect, test } from 'vitest';
import { element, flow, startEvent } from '../../support/bpmn-text.ts';
import { problemsOf } from '../../support/token-core-play.ts';

test('a decision whose result is mapped in an unknown way is refused', async () => {
  const task = element('bpmn:businessRuleTask', {
    id: 'decide',
    'camunda:decisionRef': 'level',
    'camunda:mapDecisionResult': 'firstOne',
  });
  expect(await problemsOf(startEvent('start'), task, flow('start -> decide'))).toEqual([
    'decide: camunda:mapDecisionResult="firstOne" is none of singleEntry, singleResult, collectEntries, resultList.',
  ]);
});
