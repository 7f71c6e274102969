import { expect, it } from 'vitest';
import { rankProviders } from '../../../plugins/workers/matching/rank-providers.ts';
import type { Need, ServiceOffer } from '../../../plugins/workers/matching/rank-providers.ts';

const need: Need = {
  service: { id: 'legal', name: 'Legal aid' },
  areas: [
    { id: 'kampala', name: 'Kampala' },
    { id: 'central', name: 'Central region' },
  ],
  languages: ['lg'],
  triedOfferIds: ['tried'],
};
const anOffer = (offer: Partial<ServiceOffer>): ServiceOffer => ({
  id: 'offer',
  organisationId: 'organisation',
  isOrganisationActive: true,
  isActive: true,
  serviceId: 'legal',
  areaIds: ['kampala'],
  languages: ['lg', 'en'],
  capacity: 2,
  ...offer,
});

it('says in plain words why an offer fits', () => {
  expect(rankProviders(need, [anOffer({})])).toEqual([
    {
      offerId: 'offer',
      organisationId: 'organisation',
      score: 88,
      reasons: ['Offers legal aid', 'Works in Kampala', 'Speaks Luganda', '2 places free'],
    },
  ]);
});

it.each([
  ['has no free place', { capacity: 0 }],
  ['is not active', { isActive: false }],
  ['is of an organisation that is not active', { isOrganisationActive: false }],
  ['is for another service', { serviceId: 'medical' }],
  ['is for another area', { areaIds: ['gulu'] }],
  ['was tried before', { id: 'tried' }],
])('leaves out an offer that %s', (_, change) => {
  expect(rankProviders(need, [anOffer(change)])).toEqual([]);
});

it('proposes an offer for the whole region after one for the very district', () => {
  const ranked = rankProviders(need, [
    anOffer({ id: 'wide', areaIds: ['central'] }),
    anOffer({ id: 'near' }),
  ]);
  expect(ranked.map(({ offerId }) => offerId)).toEqual(['near', 'wide']);
  expect(ranked[1]?.reasons).toContain('Works in Central region');
});

it('proposes an offer in another language last and says what is missing', () => {
  const ranked = rankProviders(need, [
    anOffer({ id: 'english', languages: ['en'], capacity: 9 }),
    anOffer({}),
  ]);
  expect(ranked.map(({ offerId }) => offerId)).toEqual(['offer', 'english']);
  expect(ranked[1]?.reasons).toContain('Does not list Luganda: an interpreter may be needed');
});

it('proposes nothing when the area of the case is not known', () => {
  expect(rankProviders({ ...need, areas: [] }, [anOffer({})])).toEqual([]);
});

it('proposes ten at most, the same ten every time', () => {
  const offers = Array.from({ length: 15 }, (_, index) =>
    anOffer({ id: `offer-${String(index).padStart(2, '0')}` }),
  );
  const ids = rankProviders(need, offers).map(({ offerId }) => offerId);
  expect(ids).toHaveLength(10);
  expect(rankProviders(need, offers.toReversed()).map(({ offerId }) => offerId)).toEqual(ids);
});
