import type { Candidate } from '../../../schemas/tasks.ts';
import { languageName } from './language-name.ts';

/** What the person and the service ask for. */
export interface Need {
  service: { id: string; name: string };
  /** The case's area first, then what it is part of, up to the region. Empty when the area is not known. */
  areas: { id: string; name: string }[];
  /** Languages the person can be helped in, BCP 47. */
  languages: string[];
  triedOfferIds: string[];
}

/** One service offered by one organisation. */
export interface ServiceOffer {
  id: string;
  organisationId: string;
  isOrganisationActive: boolean;
  isActive: boolean;
  serviceId: string;
  areaIds: string[];
  languages: string[];
  /** Free places. */
  capacity: number;
}

const MOST_PROPOSED = 10;
/** Full points for the very district, fewer the wider the area an offer is made for. */
const AREA_POINTS = [40, 30, 20, 10];
const LANGUAGE_POINTS = 40;
/** More free places hardly matter beyond a few: they only decide between equals. */
const POINTS_PER_PLACE = 4;
const MOST_COUNTED_PLACES = 5;

/**
 * Offers that fit a need, best first, at most ten, with reasons in plain words.
 *
 * Service, area, a free place, an active offer of an active organisation and not having been tried are conditions. Language
 * ranks but does not exclude: an interpreter can be found, a lawyer who is not proposed cannot.
 */
export function rankProviders(need: Need, offers: ServiceOffer[]): Candidate[] {
  return offers
    .filter((offer) => canTake(need, offer))
    .map((offer) => propose(need, offer))
    .sort((a, b) => b.score - a.score || a.offerId.localeCompare(b.offerId))
    .slice(0, MOST_PROPOSED);
}

function canTake(need: Need, offer: ServiceOffer): boolean {
  return (
    offer.serviceId === need.service.id &&
    offer.isActive &&
    offer.isOrganisationActive &&
    offer.capacity > 0 &&
    !need.triedOfferIds.includes(offer.id) &&
    need.areas.some((area) => offer.areaIds.includes(area.id))
  );
}

function propose(need: Need, offer: ServiceOffer): Candidate {
  const depth = need.areas.findIndex((area) => offer.areaIds.includes(area.id));
  const shared = need.languages.filter((language) => offer.languages.includes(language));
  const score =
    (AREA_POINTS[Math.min(depth, AREA_POINTS.length - 1)] ?? 0) +
    (shared.length > 0 ? LANGUAGE_POINTS : 0) +
    Math.min(offer.capacity, MOST_COUNTED_PLACES) * POINTS_PER_PLACE;
  const reasons = [
    `Offers ${need.service.name.toLowerCase()}`,
    `Works in ${need.areas[depth]?.name ?? 'the area'}`,
    ...languageReasons(need, shared),
    offer.capacity === 1 ? '1 place free' : `${offer.capacity} places free`,
  ];
  return { offerId: offer.id, organisationId: offer.organisationId, score, reasons };
}

function languageReasons(need: Need, shared: string[]): string[] {
  if (shared.length > 0) return [`Speaks ${shared.map(languageName).join(', ')}`];
  if (need.languages.length === 0) return [];
  return [`Does not list ${need.languages.map(languageName).join(', ')}: an interpreter may be needed`];
}
