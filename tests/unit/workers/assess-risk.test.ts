import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DecisionModel } from '../../../bpmn/decisions/decision-model.ts';
import { parseDecisions } from '../../../bpmn/decisions/parse-decisions.ts';
import { assessRisk } from '../../../plugins/workers/screening/assess-risk.ts';
import type { RiskFacts } from '../../../plugins/workers/screening/assess-risk.ts';
import { dmnXml } from '../../support/dmn-table.ts';

let screening: DecisionModel;
beforeAll(async () => {
  screening = await parseDecisions(
    await readFile(join(import.meta.dirname, '../../../bpmn/screening.dmn'), 'utf8'),
  );
});

const facts = (change: Partial<RiskFacts>): RiskFacts => ({
  likelihood: 1,
  impact: 1,
  isDetained: false,
  isChild: false,
  isSexualViolence: false,
  isRepeat: false,
  ...change,
});
const scoreOf = (likelihood: number, impact: number, isRepeat: boolean): number =>
  likelihood * impact + (isRepeat ? 3 : 0);
const levelOf = (score: number): string =>
  score >= 16 ? 'critical' : score >= 10 ? 'high' : score >= 5 ? 'medium' : 'low';
const everyScore = [1, 2, 3, 4, 5].flatMap((likelihood) =>
  [1, 2, 3, 4, 5].flatMap((impact) => [false, true].map((isRepeat) => ({ likelihood, impact, isRepeat }))),
);

describe('bpmn/screening.dmn', () => {
  it('gives the level of every score that can occur', () => {
    for (const { likelihood, impact, isRepeat } of everyScore) {
      const riskScore = scoreOf(likelihood, impact, isRepeat);
      expect(assessRisk(screening, facts({ likelihood, impact, isRepeat }))).toEqual({
        riskLevel: levelOf(riskScore),
        riskScore,
      });
    }
  });

  it.each([
    [4, 1, false, 'low'],
    [5, 1, false, 'medium'],
    [3, 3, false, 'medium'],
    [2, 5, false, 'high'],
    [3, 4, true, 'high'],
    [3, 5, false, 'high'],
    [4, 4, false, 'critical'],
    [1, 1, true, 'low'],
    [1, 2, true, 'medium'],
  ])('likelihood %i, impact %i, came before %s: %s', (likelihood, impact, isRepeat, level) => {
    expect(assessRisk(screening, facts({ likelihood, impact, isRepeat })).riskLevel).toBe(level);
  });

  it('takes a person who is held now as critical, whatever the score', () => {
    for (const score of everyScore) {
      expect(assessRisk(screening, facts({ ...score, isDetained: true, isChild: true })).riskLevel).toBe(
        'critical',
      );
    }
  });

  it.each([{ isChild: true }, { isSexualViolence: true }])('takes %o as high at least', (flag) => {
    for (const { likelihood, impact, isRepeat } of everyScore) {
      const expected = scoreOf(likelihood, impact, isRepeat) >= 16 ? 'critical' : 'high';
      expect(assessRisk(screening, facts({ likelihood, impact, isRepeat, ...flag })).riskLevel).toBe(
        expected,
      );
    }
  });
});

it('takes a risk nobody has judged yet for a middle one, never for a low one', () => {
  expect(assessRisk(screening, facts({ likelihood: null, impact: null }))).toEqual({
    riskLevel: 'medium',
    riskScore: 9,
  });
});

it('asks for a person when the decision table has no answer', async () => {
  // given
  const gap = dmnXml({
    id: 'screening',
    inputs: [['likelihood', 'number']],
    outputs: ['riskLevel', 'riskScore'],
    rules: [['only-five', '5', '"critical"', '25']],
  });
  const model = await parseDecisions(gap);

  // then
  expect(() => assessRisk(model, facts({}))).toThrow('correct bpmn/screening.dmn');
});
