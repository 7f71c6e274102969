import { expect, it } from 'vitest';
import { parseDecisions } from '../../../bpmn/decisions/parse-decisions.ts';
import type { LogFields } from '../../../engine/log.ts';
import type { DecisionDefinitionRow } from '../../../engine/store/decision-definitions.ts';
import { evaluateLoaded, logWarnings } from '../../../engine/usecases/decisions/evaluate.ts';
import { dmnXml } from '../../support/dmn-table.ts';

it('tells the log what is null because it is not there, once for each place and without values', async () => {
  // given
  const model = await parseDecisions(
    dmnXml({
      id: 'level',
      hitPolicy: 'COLLECT',
      inputs: [['points', 'integer']],
      outputs: ['level'],
      rules: [['r1', '-', 'word + 1 + pionts + pionts']],
    }),
  );
  const definition = { id: 'level:1', key: 'level' } as DecisionDefinitionRow;
  const lines: [string, string, LogFields | undefined][] = [];
  // when
  const evaluation = evaluateLoaded({ definition, model }, { word: 'secret' });
  logWarnings((...line) => void lines.push(line as never), evaluation);
  // then
  const problem = { definitionId: 'level:1', decisionId: 'level' };
  expect(evaluation.rows).toEqual([{ level: null }]);
  expect(lines).toEqual([
    [
      'warn',
      'decision-without-value',
      { ...problem, at: 'level_in0', code: 'NO_VARIABLE_FOUND', text: 'points' },
    ],
    ['warn', 'decision-without-value', { ...problem, at: 'r1', code: 'INVALID_TYPE', text: '+' }],
    ['warn', 'decision-without-value', { ...problem, at: 'r1', code: 'NO_VARIABLE_FOUND', text: 'pionts' }],
  ]);
});
