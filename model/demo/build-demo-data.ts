import { SERVICES } from '../seeds/services.ts';
import { buildCaseFiles } from './demo-case-files.ts';
import { buildCases } from './demo-cases.ts';
import type { DemoIdentity, DemoTeam } from './demo-cases.ts';
import { buildOrganisations } from './demo-organisations.ts';
import type { DemoOrganisation } from './demo-organisations.ts';
import { buildPeople } from './demo-people.ts';
import { buildServiceOffers } from './demo-service-offers.ts';
import { pathwayStartsOf } from './demo-pathway-starts.ts';
import type { OfferIndex } from './demo-referrals.ts';
import { idOf } from './demo-types.ts';
import type { References, Row, Tables } from './demo-types.ts';
import { createRandom } from './random.ts';

/** All demo data: rows by table in the order of insertion, and the identities that belong to clients, not sealed yet. */
export interface DemoData {
  tables: Tables;
  people: Row[];
  identities: ReadonlyMap<string, DemoIdentity>;
}

/**
 * Invents organisations, people and 200 cases. The same seed, moment and references give the same data. The youngest cases wait for
 * their pathway to start; the others are history, no pathway runs for them.
 */
export function buildDemoData(options: { seed: number; now: Date; references: References }): DemoData {
  const context = { random: createRandom(options.seed), references: options.references, now: options.now };
  const organisations = buildOrganisations(context);
  const { offers, areas } = buildServiceOffers(context, organisations);
  const people = buildPeople(context, organisations);
  const cases = buildCases(context, teamsOf(organisations, people));
  const files = buildCaseFiles(context, cases, indexOffers(organisations, offers, options.references));
  const tables: Tables = new Map([
    ['organisations', organisations.map(({ organisation }) => organisation)],
    ['offices', organisations.map(({ office }) => office)],
    ['service_offers', offers],
    ['service_offers_areas', areas],
    ['clients', cases.map(({ client }) => client)],
    ['cases', cases.map(({ row }) => row)],
    ...INSERTION_ORDER.map((table): [string, Row[]] => [table, files.get(table) ?? []]),
    ['outbox', pathwayStartsOf(context, cases)],
  ]);
  const identities = cases.flatMap(({ client, identity }) =>
    identity === null ? [] : [[client.id, identity] as const],
  );
  return { tables, people, identities: new Map(identities) };
}

const INSERTION_ORDER = [
  'incidents',
  'consents',
  'registrations',
  'assessments',
  'case_plans',
  'case_plan_actions',
  'plan_approvals',
  'referrals',
  'provider_choices',
  'service_records',
  'implementations',
  'follow_ups',
  'reviews',
  'closures',
];

function teamsOf(organisations: DemoOrganisation[], people: Row[]): DemoTeam[] {
  const idOfPerson = (email: string): string | null =>
    people.find((person) => person['email'] === email)?.id ?? null;
  return organisations
    .filter(({ office }) => office['takes_intake'] === true)
    .map((place) => ({
      place,
      officer: idOfPerson(`officer@${place.code.toLowerCase()}.njia.example.org`),
      supervisor: idOfPerson(`supervisor@${place.code.toLowerCase()}.njia.example.org`),
    }));
}

function indexOffers(organisations: DemoOrganisation[], offers: Row[], references: References): OfferIndex {
  const networkOf = new Map(
    organisations.map(({ organisation, networkCode }) => [organisation.id, networkCode]),
  );
  const codeOf = new Map(SERVICES.map(({ code }) => [idOf(references.services, code), code]));
  const index = new Map<string, Row[]>();
  for (const offer of offers) {
    const name = `${networkOf.get(String(offer['organisation']))} ${codeOf.get(String(offer['service']))}`;
    index.set(name, [...(index.get(name) ?? []), offer]);
  }
  return index;
}
