import { expect, it } from 'vitest';
import { countElements } from '../../../bpmn/decisions/count-elements.ts';
import type { Decision, DecisionModel } from '../../../bpmn/decisions/decision-model.ts';

const decision = (id: string, requiredDecisions: string[], logic: Decision['logic']): [string, Decision] => [
  id,
  { id, name: id, variable: null, requiredDecisions, versionTag: null, historyTimeToLiveDays: null, logic },
];
const literal: Decision['logic'] = { kind: 'expression', expression: '1', typeRef: null };

it('counts a decision that several others require once', () => {
  const model: DecisionModel = new Map([
    decision('top', ['left', 'right'], literal),
    decision('left', ['base'], literal),
    decision('right', ['base'], literal),
    decision('base', [], {
      kind: 'table',
      hitPolicy: 'FIRST',
      aggregation: null,
      inputs: [{ id: null, label: 'a', expression: 'a', typeRef: null, variable: 'cellInput' }],
      outputs: ['b', 'c'].map((name) => ({ name, typeRef: null })),
      rules: ['r1', 'r2'].map((id) => ({ id, tests: ['-'], results: ['1', '2'] })),
    }),
  ]);
  expect(countElements(model, 'top')).toEqual({ decisions: 4, elements: 9 });
});
