import type { CaseStatus, RiskLevel } from '../../schemas/codes.ts';
import { INCIDENT_TYPES } from '../seeds/incident-types.ts';
import type { Random } from './random.ts';

/** How many of the demo cases stand where; together 200. */
export const CASES_BY_STATUS: Readonly<Record<CaseStatus, number>> = {
  received: 5,
  registration: 10,
  assessment: 15,
  planning: 15,
  implementation: 25,
  monitoring: 30,
  closing: 5,
  closed: 60,
  not_eligible: 10,
  duplicate: 8,
  redirected: 10,
  withdrawn: 7,
};

/** How far a case has come; a step has left its rows when the stage is beyond it. */
export const STAGE_OF_STATUS: Readonly<Record<CaseStatus, number>> = {
  received: 0,
  registration: 1,
  assessment: 2,
  planning: 3,
  implementation: 4,
  monitoring: 5,
  closing: 6,
  closed: 7,
  not_eligible: 1,
  duplicate: 1,
  redirected: 1,
  withdrawn: 3,
};

/** The oldest and youngest age of a case in days, by where it stands. */
export const AGE_IN_DAYS: Readonly<Record<CaseStatus, [number, number]>> = {
  received: [0, 1],
  registration: [0, 4],
  assessment: [2, 12],
  planning: [5, 25],
  implementation: [12, 60],
  monitoring: [30, 150],
  closing: [60, 180],
  closed: [60, 720],
  not_eligible: [5, 700],
  duplicate: [5, 700],
  redirected: [5, 700],
  withdrawn: [20, 600],
};

/** What happened in one invented case. */
export interface DemoIncident {
  type: string;
  perpetrator: string;
  isDetained: boolean;
  isChild: boolean;
  isSexualViolence: boolean;
  likelihood: number;
  impact: number;
  score: number;
  riskLevel: RiskLevel;
}

const PERPETRATORS = {
  police: 30,
  army: 10,
  intelligence: 6,
  local_authority: 14,
  company: 9,
  private_security: 6,
  community: 11,
  family: 5,
  unknown: 9,
};

/** Draws an incident: kinds are as frequent as in published figures, the risk follows the rule of the screening. */
export function drawIncident(random: Random): DemoIncident {
  const headings = INCIDENT_TYPES.filter(({ parent }) => parent === null);
  const heading = random.weighted(Object.fromEntries(headings.map(({ code, weight }) => [code, weight])));
  const kinds = INCIDENT_TYPES.filter(({ parent }) => parent === heading);
  const type = kinds.length === 0 ? heading : random.pick(kinds).code;
  const facts = {
    type,
    perpetrator: random.weighted(PERPETRATORS),
    isDetained: heading === 'arrest_detention' && random.chance(0.35),
    isChild: random.chance(0.08),
    isSexualViolence: type === 'sexual_violence',
    likelihood: random.between(1, 5),
    impact: random.between(1, 5),
  };
  const score = facts.likelihood * facts.impact;
  return { ...facts, score, riskLevel: riskLevelOf(facts, score) };
}

function riskLevelOf(
  facts: Pick<DemoIncident, 'isDetained' | 'isChild' | 'isSexualViolence'>,
  score: number,
): RiskLevel {
  if (facts.isDetained || score >= 16) return 'critical';
  if (facts.isChild || facts.isSexualViolence || score >= 10) return 'high';
  return score >= 5 ? 'medium' : 'low';
}
