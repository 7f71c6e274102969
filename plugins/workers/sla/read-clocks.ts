import { readItems } from '@directus/sdk';
import type { RiskLevel } from '../../../schemas/codes.ts';
import type { Directus } from '../directus/connect-directus.ts';
import { FatalFailure } from '../worker-errors.ts';

/** Duration of a clock at one risk level, ISO 8601. */
export type Clocks = (clock: string) => string;

/**
 * The response times that administrators keep in `sla_clocks`, for one risk level.
 *
 * The returned function throws FatalFailure for a clock that has no row: a due date must not be invented.
 */
export async function readClocks(directus: Directus, riskLevel: RiskLevel): Promise<Clocks> {
  const rows = await directus(
    readItems('sla_clocks', {
      filter: { risk_level: { _eq: riskLevel } },
      fields: ['clock', 'duration'],
      limit: -1,
    }),
  );
  const durations = new Map(rows.map((row) => [row.clock, row.duration]));
  return (clock) => {
    const duration = durations.get(clock);
    if (duration !== undefined) return duration;
    throw new FatalFailure(
      'no-clock',
      `There is no response time for "${clock}" at risk level "${riskLevel}"; add the row to sla_clocks.`,
    );
  };
}
