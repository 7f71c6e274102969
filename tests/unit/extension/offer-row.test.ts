import { describe, expect, it } from 'vitest';
import { offerSummary } from '../../../directus-extensions/njia/src/offers/offer-row.ts';

const NOW = new Date('2026-05-04T10:00:00Z');
const OFFER = { referralId: '3f6f9f1e-8f0a-4f7e-9d55-0b9f2f6f1c11', offerNumber: 1 };
const anOffer = (change: object = {}) => ({
  id: OFFER.referralId,
  case: '0b1c2d3e-0000-4000-8000-000000000001',
  state: 'offered',
  offer_number: 1,
  answer_due_at: '2026-05-05T10:00:00Z',
  safety_note: 'Do not call before noon.',
  share_package: { area: 'Kampala', urgency: 'high' },
  case_code: 'HRD-2026-000123',
  service_name: 'Legal aid',
  ...change,
});

describe('an offer as its provider sees it', () => {
  it('tells enough to decide while it can be answered', () => {
    expect(offerSummary(anOffer(), OFFER, NOW)).toMatchObject({
      canAnswer: true,
      area: 'Kampala',
      urgency: 'high',
      safetyNote: 'Do not call before noon.',
    });
  });

  it.each([
    ['was answered', { state: 'accepted' }],
    ['was taken back', { state: 'cancelled', share_package: null }],
    ['is out of time', { answer_due_at: '2026-05-04T09:59:59Z' }],
    ['was followed by a later offer', { offer_number: 2 }],
  ])('tells nothing about the case any more once it %s', (_what, change) => {
    expect(offerSummary(anOffer(change), OFFER, NOW)).toMatchObject({
      canAnswer: false,
      area: null,
      urgency: null,
      safetyNote: null,
    });
  });
});
