import { AREAS } from '../seeds/areas.ts';
import type { DemoOrganisation } from './demo-organisations.ts';
import { idOf } from './demo-types.ts';
import type { DemoContext, Row } from './demo-types.ts';

/** Languages spoken in the area of a network, besides English. */
export const NETWORK_LANGUAGES: Readonly<Record<string, string[]>> = {
  CEN: ['lg', 'sw'],
  EAS: ['xog', 'myx', 'lg'],
  TKR: ['teo'],
  KAR: ['kdj'],
  NOR: ['ach', 'laj'],
  WNL: ['lgg', 'sw'],
  MWR: ['nyo'],
  SWR: ['nyn'],
};

/** A few members give services too. */
const MEMBER_OFFERS = 0.3;

/** Service offers of all organisations that give services, and the areas of each offer. */
export function buildServiceOffers(
  context: DemoContext,
  organisations: DemoOrganisation[],
): { offers: Row[]; areas: Row[] } {
  const built = organisations.map((organisation) => serviceOffersOf(context, organisation));
  return { offers: built.flatMap(({ offers }) => offers), areas: built.flatMap(({ areas }) => areas) };
}

/** Service offers of one organisation and the areas each covers; none for most members. */
function serviceOffersOf(context: DemoContext, given: DemoOrganisation): { offers: Row[]; areas: Row[] } {
  const { random } = context;
  if (!given.isProvider && !random.chance(MEMBER_OFFERS)) return { offers: [], areas: [] };
  const services = given.isProvider ? given.specialty.services : given.specialty.services.slice(0, 1);
  const offers = services.map((service) => offerOf(context, given, service));
  return { offers, areas: offers.flatMap((offer) => areasOf(context, given, offer)) };
}

function offerOf({ random, references, now }: DemoContext, given: DemoOrganisation, service: string): Row {
  const languages = NETWORK_LANGUAGES[given.networkCode] ?? [];
  const assuredAt = new Date(now.getTime() - random.between(0, 90) * 86_400_000);
  return {
    id: random.uuid(),
    organisation: given.organisation.id,
    service: idOf(references.services, service),
    languages: JSON.stringify(['en', ...random.some(languages, random.between(1, languages.length))]),
    // The provider with a demo login always has room, so that the first referral of a demo finds it.
    capacity: given.code === 'CEN-02' ? 8 : random.between(0, 6),
    is_active: true,
    email: `desk@${given.code.toLowerCase()}.njia.example.org`,
    created_at: assuredAt,
    updated_at: assuredAt,
  };
}

/** Half of the offers cover their sub-region, the others some districts. */
function areasOf({ random, references }: DemoContext, given: DemoOrganisation, offer: Row): Row[] {
  const home = AREAS.find(({ code }) => code === given.district);
  const neighbours = AREAS.filter(
    ({ kind, network }) => kind === 'district' && network === given.networkCode,
  );
  const covers = given.code === 'CEN-02' || random.chance(0.5);
  const codes = covers
    ? [home?.parent ?? given.district]
    : [
        ...new Set([
          given.district,
          ...random.some(neighbours, random.between(2, 5)).map(({ code }) => code),
        ]),
      ];
  return codes.map((code) => ({
    id: random.uuid(),
    service_offers_id: offer.id,
    areas_id: idOf(references.areas, code),
  }));
}
