import type { Knex } from 'knex';
import type { OfferSummary } from '../../../../schemas/answers.ts';
import { ReferralState, RiskLevel } from '../../../../schemas/codes.ts';
import type { OfferReference } from '../links/answer-token.ts';

/** A referral with the words of its offer. */
export interface OfferRow {
  id: string;
  case: string;
  state: string;
  offer_number: number;
  answer_due_at: Date | string | null;
  safety_note: string | null;
  share_package: unknown;
  case_code: string;
  service_name: string | null;
}

/** The referral of an offer; undefined when it is gone. */
export function readOffer(database: Knex, referralId: string): Promise<OfferRow | undefined> {
  return database('referrals')
    .join('cases', 'cases.id', 'referrals.case')
    .leftJoin('services', 'services.id', 'referrals.service')
    .where('referrals.id', referralId)
    .first<OfferRow | undefined>(
      'referrals.id',
      'referrals.case',
      'referrals.state',
      'referrals.offer_number',
      'referrals.answer_due_at',
      'referrals.safety_note',
      'referrals.share_package',
      'cases.code as case_code',
      'services.name as service_name',
    );
}

/** Whether this very offer may still be answered: it is out, it is the newest of its referral, and there is time. */
export function canAnswer(
  row: Pick<OfferRow, 'state' | 'offer_number' | 'answer_due_at'>,
  offer: OfferReference,
  now: Date,
): boolean {
  const isCurrent = row.state === 'offered' && row.offer_number === offer.offerNumber;
  return isCurrent && (row.answer_due_at === null || new Date(row.answer_due_at) > now);
}

/** What the provider reads. Once an offer cannot be answered it tells its state and nothing more about the case. */
export function offerSummary(row: OfferRow, offer: OfferReference, now: Date): OfferSummary {
  const isOpen = canAnswer(row, offer, now);
  const isOlder = row.offer_number !== offer.offerNumber;
  const shared = (isOpen ? parsed(row.share_package) : null) ?? {};
  return {
    caseCode: row.case_code,
    service: row.service_name ?? '',
    area: typeof shared['area'] === 'string' ? shared['area'] : null,
    urgency: RiskLevel.safeParse(shared['urgency']).data ?? null,
    answerDueAt: row.answer_due_at ? new Date(row.answer_due_at).toISOString() : null,
    state: isOlder ? 'no_response' : ReferralState.parse(row.state),
    safetyNote: isOpen ? row.safety_note : null,
    canAnswer: isOpen,
  };
}

function parsed(value: unknown): Record<string, unknown> | null {
  return (typeof value === 'string' ? JSON.parse(value) : value) as Record<string, unknown> | null;
}
