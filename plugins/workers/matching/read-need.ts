import { readItem, readItems } from '@directus/sdk';
import type { Directus } from '../directus/connect-directus.ts';
import type { Need, ServiceOffer } from './rank-providers.ts';

/** The place levels a case can lie in: sub-county, county, district, sub-region, region. */
const AREA_FIELDS = ['id', 'name', 'parent'] as const;
const MOST_LEVELS = 6;

/** What one referral asks for. `triedOfferIds` comes from the referral, the rest from its case. */
export async function readNeed(
  directus: Directus,
  referralId: string,
  triedOfferIds: string[],
): Promise<Need> {
  const referral = await directus(
    readItem('referrals', referralId, {
      fields: [{ service: ['id', 'name'], case: ['area', 'language', { client: ['languages'] }] }],
    }),
  );
  const { area, language, client } = referral.case;
  const spoken = (client?.languages as string[] | null | undefined) ?? [];
  return {
    service: referral.service,
    areas: await readAreaPath(directus, area),
    languages: [...new Set([...(language ? [language] : []), ...spoken])],
    triedOfferIds,
  };
}

async function readAreaPath(directus: Directus, areaId: string | null): Promise<Need['areas']> {
  const path: Need['areas'] = [];
  for (let next = areaId; next !== null && path.length < MOST_LEVELS;) {
    const area = await directus(readItem('areas', next, { fields: AREA_FIELDS }));
    path.push({ id: area.id, name: area.name });
    next = area.parent;
  }
  return path;
}

/**
 * Offers that may fit a need: which do is decided by `rankProviders`. What surely does not is left in the database, because
 * Directus answers a few hundred rows at most and would leave out the rest without a word.
 */
export async function readOffersFor(directus: Directus, need: Need): Promise<ServiceOffer[]> {
  const rows = await directus(
    readItems('service_offers', {
      filter: {
        service: { _eq: need.service.id },
        is_active: { _eq: true },
        capacity: { _gt: 0 },
        areas: { _some: { areas_id: { _in: need.areas.map(({ id }) => id) } } },
      },
      fields: [
        'id',
        'is_active',
        'capacity',
        'languages',
        { organisation: ['id', 'is_active'], areas: ['areas_id'] },
      ],
      limit: -1,
    }),
  );
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation.id,
    isOrganisationActive: row.organisation.is_active,
    isActive: row.is_active,
    serviceId: need.service.id,
    areaIds: (row.areas ?? []).map((area) => area.areas_id),
    languages: (row.languages as string[] | null) ?? [],
    capacity: row.capacity ?? 0,
  }));
}
