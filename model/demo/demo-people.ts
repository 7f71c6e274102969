import { ROLE_IDS } from '../access/role-ids.ts';
import type { RoleName } from '../access/role-ids.ts';
import type { DemoOrganisation } from './demo-organisations.ts';
import type { DemoContext, Row } from './demo-types.ts';

/** Accounts of the demo: for each network a coordinator, and at its intake office a supervisor and a case officer. */
export function buildPeople(context: DemoContext, organisations: DemoOrganisation[]): Row[] {
  const intakeOffices = organisations.filter(({ office }) => office['takes_intake'] === true);
  const provider = organisations.find(({ code }) => code === 'CEN-02');
  return [
    ...intakeOffices.flatMap((given) => peopleOfNetwork(context, given)),
    account(context, 'provider', {
      email: `provider@cen-02.${DOMAIN}`,
      last_name: 'CEN-02',
      organisation: provider?.organisation.id ?? null,
      network: provider?.organisation['network'] ?? null,
    }),
    account(context, 'analyst', { email: `analyst@${DOMAIN}`, last_name: 'Njia' }),
  ];
}

/** Directus refuses addresses whose last part is not in use, so .example alone will not do. */
const DOMAIN = 'njia.example.org';

const TITLES: Partial<Record<RoleName, string>> = {
  coordinator: 'Coordinator',
  supervisor: 'Supervisor',
  caseOfficer: 'Case officer',
  provider: 'Provider',
  analyst: 'Analyst',
};

function peopleOfNetwork(
  context: DemoContext,
  { code, networkCode, office, organisation }: DemoOrganisation,
): Row[] {
  const place = { office: office.id, organisation: organisation.id, network: office['network'] };
  const subdomain = code.toLowerCase();
  return [
    account(context, 'coordinator', {
      email: `coordinator@${networkCode.toLowerCase()}.${DOMAIN}`,
      last_name: networkCode,
      network: office['network'],
    }),
    account(context, 'supervisor', { email: `supervisor@${subdomain}.${DOMAIN}`, last_name: code, ...place }),
    account(context, 'caseOfficer', { email: `officer@${subdomain}.${DOMAIN}`, last_name: code, ...place }),
  ];
}

function account({ random }: DemoContext, role: RoleName, details: Record<string, unknown>): Row {
  return {
    id: random.uuid(),
    role: ROLE_IDS[role],
    first_name: TITLES[role],
    status: 'active',
    office: null,
    organisation: null,
    network: null,
    ...details,
  };
}
