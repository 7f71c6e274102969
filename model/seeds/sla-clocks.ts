import { RISK_LEVELS } from '../../schemas/codes.ts';
import type { RiskLevel } from '../../schemas/codes.ts';
import type { SLA_CLOCK_CHOICES } from '../choice-lists.ts';

type Durations = Record<RiskLevel, string>;

/** Time allowed per step and risk. Our own proposal from published tiers (see docs); every value is an administrator's to change. */
const CLOCKS: Record<keyof typeof SLA_CLOCK_CHOICES, Durations> = {
  triage: { critical: 'PT1H', high: 'PT3H', medium: 'PT24H', low: 'PT72H' },
  first_contact: { critical: 'PT3H', high: 'PT24H', medium: 'PT72H', low: 'P7D' },
  registration: { critical: 'PT6H', high: 'PT24H', medium: 'PT72H', low: 'P7D' },
  assessment: { critical: 'PT24H', high: 'P3D', medium: 'P7D', low: 'P14D' },
  plan: { critical: 'PT48H', high: 'P7D', medium: 'P14D', low: 'P21D' },
  answer: { critical: 'PT1H', high: 'PT6H', medium: 'PT24H', low: 'PT72H' },
  first_service: { critical: 'PT6H', high: 'PT24H', medium: 'PT72H', low: 'P7D' },
  // Twice a week is every 84 hours.
  follow_up: { critical: 'P1D', high: 'PT84H', medium: 'P7D', low: 'P1M' },
  review: { critical: 'PT72H', high: 'P7D', medium: 'P30D', low: 'P60D' },
};

/** Rows of `sla_clocks`. */
export const SLA_CLOCKS: { clock: string; risk_level: RiskLevel; duration: string }[] = Object.entries(
  CLOCKS,
).flatMap(([clock, durations]) =>
  RISK_LEVELS.map((risk_level) => ({ clock, risk_level, duration: durations[risk_level] })),
);
