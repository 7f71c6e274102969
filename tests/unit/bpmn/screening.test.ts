import { readFileSync } from 'node:fs';
import { DmnModdle } from 'dmn-moddle';
import { describe, expect, it } from 'vitest';
import { evaluateDecision } from '../../../bpmn/decisions/evaluate-decision.ts';
import { parseDecisions } from '../../../bpmn/decisions/parse-decisions.ts';

const xml = readFileSync(new URL('../../../bpmn/screening.dmn', import.meta.url), 'utf8');
const calm = {
  likelihood: 1,
  impact: 1,
  isDetained: false,
  isChild: false,
  isSexualViolence: false,
  isRepeat: false,
};

async function screen(facts: Partial<typeof calm>): Promise<Record<string, unknown> | undefined> {
  return evaluateDecision(await parseDecisions(xml), 'screening', { ...calm, ...facts }).rows[0];
}

describe('the screening decision', () => {
  it.each([
    [1, 4, 'low'],
    [1, 5, 'medium'],
    [3, 3, 'medium'],
    [2, 5, 'high'],
    [3, 5, 'high'],
    [4, 4, 'critical'],
    [5, 5, 'critical'],
  ])('rates likelihood %i and impact %i as their product says: %s', async (likelihood, impact, riskLevel) => {
    expect(await screen({ likelihood, impact })).toEqual({ riskLevel, riskScore: likelihood * impact });
  });

  it('rates a person who is detained now as critical, whatever the score', async () => {
    expect(await screen({ isDetained: true })).toEqual({ riskLevel: 'critical', riskScore: 1 });
  });

  it.each(['isChild', 'isSexualViolence'] as const)('rates %s at least high', async (fact) => {
    expect(await screen({ [fact]: true })).toMatchObject({ riskLevel: 'high' });
    expect(await screen({ [fact]: true, likelihood: 4, impact: 4 })).toMatchObject({ riskLevel: 'critical' });
  });

  it('adds 3 to the score of a person who came before, which may lift the level', async () => {
    expect(await screen({ likelihood: 3, impact: 3, isRepeat: true })).toEqual({
      riskLevel: 'high',
      riskScore: 12,
    });
  });

  it('is drawn: every decision, input and requirement has a shape or an edge', async () => {
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
    const elements = [...xml.matchAll(/<(?:decision|inputData|informationRequirement) id="([^"]+)"/g)];
    const drawn = new Set([...xml.matchAll(/dmnElementRef="([^"]+)"/g)].map(([, id]) => id));
    expect(warnings).toEqual([]);
    expect(rootElement.id).toBe('screening-definitions');
    expect(elements.map(([, id]) => id).filter((id) => !drawn.has(id))).toEqual([]);
  });
});
