import { boundTo } from './bound-to.ts';
import type { DemoCase } from './demo-cases.ts';
import type { DemoContext, Row, Tables } from './demo-types.ts';

/** What follow-up, review and closing have left behind. */
export function buildMonitoring(context: DemoContext, demoCase: DemoCase): Tables {
  const rows: Tables = new Map();
  if (demoCase.stage < 5) return rows;
  rows.set('implementations', [implementationOf(context, demoCase)]);
  rows.set('follow_ups', followUpsOf(context, demoCase));
  rows.set('reviews', reviewsOf(context, demoCase));
  if (demoCase.stage === 7) rows.set('closures', [closureOf(context, demoCase)]);
  return rows;
}

function implementationOf(context: DemoContext, demoCase: DemoCase): Row {
  return {
    ...boundTo(context, demoCase, demoCase.at(0.4), demoCase.officer),
    done: 'Invented: what the plan asked of our office.',
    cost: context.random.chance(0.4) ? context.random.between(2, 60) * 10_000 : null,
  };
}

function followUpsOf(context: DemoContext, demoCase: DemoCase): Row[] {
  const count = context.random.between(1, 5);
  return Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1;
    const result = isLast && demoCase.stage >= 6 ? 'closing' : isLast ? 'needs_review' : 'going_well';
    return {
      ...boundTo(context, demoCase, demoCase.at(0.42 + (0.45 * (index + 1)) / count), demoCase.officer),
      contact_made: context.random.chance(0.85),
      how_is_client: 'Invented: steady.',
      result: result === 'needs_review' && context.random.chance(0.6) ? 'going_well' : result,
    };
  });
}

function reviewsOf(context: DemoContext, demoCase: DemoCase): Row[] {
  return Array.from({ length: context.random.between(0, 2) }, (_, index) => ({
    ...boundTo(context, demoCase, demoCase.at(0.6 + 0.15 * index), demoCase.supervisor),
    progress: 'Invented: on the way.',
    outcome: context.random.weighted({ continue: 70, revise_plan: 20, new_referral: 10 }),
  }));
}

function closureOf(context: DemoContext, demoCase: DemoCase): Row {
  const { random } = context;
  const amount = random.chance(0.12) ? random.between(1, 40) * 250_000 : null;
  return {
    ...boundTo(context, demoCase, demoCase.at(1), demoCase.officer),
    reason: random.weighted({
      goals_met: 62,
      client_request: 10,
      contact_lost: 14,
      moved_away: 6,
      handed_over: 8,
    }),
    outcome: 'Invented: what was reached.',
    amount_recovered: amount,
    currency: amount === null ? null : 'UGX',
    satisfaction: random.chance(0.7) ? random.between(2, 5) : null,
    summary: 'An invented case, made for the demonstration.',
  };
}
