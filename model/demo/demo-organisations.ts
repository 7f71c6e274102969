import { AREAS } from '../seeds/areas.ts';
import { NETWORKS } from '../seeds/networks.ts';
import { idOf } from './demo-types.ts';
import type { DemoContext, Row } from './demo-types.ts';

/** Members per network, as in the network this was made for. */
export const ORGANISATIONS_PER_NETWORK = 35;

/** What an organisation is about; names and services follow from it. */
export const SPECIALTIES = [
  { name: 'Rights Forum', services: ['advocacy_urgent_appeal', 'documentation_forensics'] },
  { name: 'Legal Desk', services: ['legal_aid', 'trial_observation'] },
  { name: 'Women Defenders Circle', services: ['psychosocial', 'family_support'] },
  { name: 'Clinic', services: ['medical', 'health_pep'] },
  { name: 'Land Rights Group', services: ['advocacy_urgent_appeal', 'livelihood'] },
  { name: 'Counselling Centre', services: ['psychosocial', 'family_support'] },
  { name: 'Journalists Room', services: ['digital_security', 'training'] },
  { name: 'Safe House', services: ['shelter_safehouse', 'security_relocation'] },
  { name: 'Paralegal Office', services: ['legal_aid', 'registration_documents'] },
  { name: 'Protection Fund', services: ['emergency_fund', 'transport', 'physical_security'] },
  { name: 'Child Support Centre', services: ['child_protection', 'family_tracing', 'education'] },
] as const;

/** An organisation with its one office, as the other builders need it. */
export interface DemoOrganisation {
  /** For example `CEN-07`. */
  code: string;
  networkCode: string;
  organisation: Row;
  office: Row;
  district: string;
  specialty: (typeof SPECIALTIES)[number];
  isProvider: boolean;
}

/** The 280 organisations, each with an office; the first of each network takes new requests. */
export function buildOrganisations(context: DemoContext): DemoOrganisation[] {
  return NETWORKS.flatMap(({ code: networkCode }) => {
    const districts = AREAS.filter(({ kind, network }) => kind === 'district' && network === networkCode);
    return Array.from({ length: ORGANISATIONS_PER_NETWORK }, (_, index) => {
      const district = districts[index % districts.length]?.code ?? '';
      return buildOrganisation(context, { networkCode, district, index });
    });
  });
}

function buildOrganisation(
  { random, references }: DemoContext,
  place: { networkCode: string; district: string; index: number },
): DemoOrganisation {
  const { networkCode, district, index } = place;
  const code = `${networkCode}-${String(index + 1).padStart(2, '0')}`;
  const specialty = SPECIALTIES[index % SPECIALTIES.length] ?? SPECIALTIES[0];
  const isProvider = index % 2 === 1;
  const network = idOf(references.networks, networkCode);
  const name = `Network ${code} ${specialty.name}`;
  const organisation = {
    id: random.uuid(),
    name,
    network,
    kind: code === 'CEN-35' ? 'national' : isProvider ? 'provider' : 'member',
    is_active: index < 2 || random.chance(0.96),
  };
  const office = {
    id: random.uuid(),
    name: `${code} office`,
    organisation: organisation.id,
    network,
    area: idOf(references.areas, district),
    takes_intake: index === 0,
  };
  return { code, networkCode, organisation, office, district, specialty, isProvider };
}
