import type { ReferralState } from '../../schemas/codes.ts';
import { boundTo } from './bound-to.ts';
import type { DemoCase } from './demo-cases.ts';
import { idOf } from './demo-types.ts';
import type { DemoContext, Row } from './demo-types.ts';

/** Service offers by network and service: `CEN legal_aid`. */
export type OfferIndex = ReadonlyMap<string, Row[]>;

/** Where referrals stand while the plan is carried out. */
const EARLY_STATES: Partial<Record<ReferralState, number>> = {
  draft: 8,
  offered: 22,
  accepted: 20,
  declined: 8,
  no_response: 8,
  scheduled: 14,
  started: 14,
  on_hold: 4,
  entered_in_error: 2,
};

/** And afterwards: a little over half reach their end, as surveys found before any of this. */
const LATE_STATES: Partial<Record<ReferralState, number>> = {
  verified_complete: 54,
  claimed_complete: 8,
  failed: 12,
  cancelled: 8,
  started: 10,
  no_response: 8,
};

const UNANSWERED: ReferralState[] = ['draft', 'offered', 'no_response', 'entered_in_error'];
const RECORDED: ReferralState[] = ['verified_complete', 'failed'];

/** The referrals of one case, the choice of provider for each and, for those at their end, what became of it. */
export function buildReferrals(
  context: DemoContext,
  demoCase: DemoCase,
  services: string[],
  offers: OfferIndex,
): { referrals: Row[]; choices: Row[]; records: Row[] } {
  const referrals = services.map((service) => referralOf(context, demoCase, service, offers));
  const offered = referrals.filter((referral) => referral['chosen_offer'] !== null);
  const ended = referrals.filter((referral) => RECORDED.includes(referral['state'] as ReferralState));
  return {
    referrals,
    choices: offered.map((referral) => ({
      ...boundTo(context, demoCase, demoCase.at(0.22), demoCase.officer),
      referral: referral.id,
      choice: 'offer',
      chosen_offer: referral['chosen_offer'],
    })),
    records: ended.map((referral) => ({
      ...boundTo(context, demoCase, demoCase.at(0.5), demoCase.officer),
      referral: referral.id,
      result: referral['state'] === 'failed' ? 'failed' : 'completed',
      failure_reason: referral['failure_reason'] ?? null,
    })),
  };
}

function referralOf(context: DemoContext, demoCase: DemoCase, service: string, offers: OfferIndex): Row {
  const { random, references } = context;
  const candidates = offers.get(`${demoCase.networkCode} ${service}`) ?? [];
  const drawn = random.weighted(
    (demoCase.stage >= 5 ? LATE_STATES : EARLY_STATES) as Record<ReferralState, number>,
  );
  // Without a provider in the network nothing can have been offered yet.
  const state: ReferralState = candidates.length === 0 ? 'draft' : drawn;
  const offer = state === 'draft' || state === 'entered_in_error' ? null : random.pick(candidates);
  const { at, row } = demoCase;
  const isAnswered = !UNANSWERED.includes(state);
  return {
    ...boundTo(context, demoCase, at(0.2), demoCase.officer),
    service: idOf(references.services, service),
    state,
    chosen_offer: offer?.id ?? null,
    candidates: JSON.stringify(offer === null ? [] : [candidateOf(offer)]),
    tried_offers: JSON.stringify(state === 'declined' || state === 'no_response' ? [offer?.id] : []),
    offer_number: offer === null ? 0 : 1,
    offered_at: offer === null ? null : at(0.24),
    answer_due_at: offer === null ? null : at(0.3),
    answered_at: isAnswered ? at(0.28) : null,
    decline_reason: state === 'declined' ? random.pick(['no_capacity', 'out_of_area', 'not_eligible']) : null,
    failure_reason:
      state === 'failed' ? random.pick(['client_unreachable', 'no_transport', 'fear', 'cost']) : null,
    started_at: ['started', 'claimed_complete', 'verified_complete'].includes(state) ? at(0.34) : null,
    completed_at: state === 'verified_complete' ? at(0.5) : null,
    share_package:
      offer === null || state === 'cancelled'
        ? null
        : JSON.stringify({
            caseCode: row['code'],
            service,
            area: null,
            urgency: demoCase.incident.riskLevel,
          }),
  };
}

function candidateOf(offer: Row): Record<string, unknown> {
  return {
    offerId: offer.id,
    organisationId: offer['organisation'],
    score: 1,
    reasons: ['Gives this service'],
  };
}
