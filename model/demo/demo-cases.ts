import type { CaseStatus } from '../../schemas/codes.ts';
import { CHANNELS } from '../../schemas/codes.ts';
import { AREAS } from '../seeds/areas.ts';
import { AGE_IN_DAYS, CASES_BY_STATUS, drawIncident, STAGE_OF_STATUS } from './demo-case-facts.ts';
import type { DemoIncident } from './demo-case-facts.ts';
import type { DemoOrganisation } from './demo-organisations.ts';
import { NETWORK_LANGUAGES } from './demo-service-offers.ts';
import { idOf } from './demo-types.ts';
import type { DemoContext, Row } from './demo-types.ts';

const DAY_MS = 86_400_000;

/** Who a demo client is; sealed before it is stored, like any other. */
export interface DemoIdentity {
  name: string;
  phone: string;
  address: string;
}

/** One invented case with what the builders of its file need. */
export interface DemoCase {
  row: Row;
  client: Row;
  identity: DemoIdentity | null;
  incident: DemoIncident;
  status: CaseStatus;
  stage: number;
  networkCode: string;
  officer: string | null;
  supervisor: string | null;
  /** A moment in the life of the case: 0 when received, 1 at its end or now. */
  at: (part: number) => Date;
}

/** An intake office and its people. */
export interface DemoTeam {
  place: DemoOrganisation;
  officer: string | null;
  supervisor: string | null;
}

/** Every fifth case is of the first office and every seventh of the second, whose people have the logins of the demo. */
export function buildCases(context: DemoContext, teams: DemoTeam[]): DemoCase[] {
  const statuses = Object.entries(CASES_BY_STATUS).flatMap(([status, count]) =>
    Array.from({ length: count }, () => status as CaseStatus),
  );
  const drawn = statuses.map((status, index) => {
    const favourite = index % 5 === 0 ? teams[0] : index % 7 === 0 ? teams[1] : undefined;
    return { status, team: favourite ?? context.random.pick(teams), ...lifeOf(context, status) };
  });
  // Codes are given in the order in which cases came in.
  return drawn
    .sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime())
    .map((life, index) => buildCase(context, life, index + 1));
}

interface CaseLife {
  status: CaseStatus;
  team: DemoTeam;
  receivedAt: Date;
  endedAt: Date | null;
}

function lifeOf(
  { random, now }: DemoContext,
  status: CaseStatus,
): { receivedAt: Date; endedAt: Date | null } {
  const [youngest, oldest] = AGE_IN_DAYS[status];
  const ageMs = (youngest + random.next() * (oldest - youngest)) * DAY_MS;
  const receivedAt = new Date(now.getTime() - ageMs);
  const isOver = ['closed', 'not_eligible', 'duplicate', 'redirected', 'withdrawn'].includes(status);
  if (!isOver) return { receivedAt, endedAt: null };
  const lastedMs = status === 'closed' ? ageMs * (0.3 + 0.6 * random.next()) : Math.min(ageMs, 4 * DAY_MS);
  return { receivedAt, endedAt: new Date(receivedAt.getTime() + lastedMs) };
}

function buildCase(context: DemoContext, life: CaseLife, number: number): DemoCase {
  const { random, references, now } = context;
  const { status, team, receivedAt, endedAt } = life;
  const stage = STAGE_OF_STATUS[status];
  const incident = drawIncident(random);
  const { client, identity } = buildClient(context, team, number, receivedAt);
  const district = random.pick(
    AREAS.filter(({ kind, network }) => kind === 'district' && network === team.place.networkCode),
  );
  const lengthMs = (endedAt ?? now).getTime() - receivedAt.getTime();
  const at = (part: number): Date => new Date(receivedAt.getTime() + part * lengthMs);
  const row = {
    id: random.uuid(),
    code: `HRD-${receivedAt.getUTCFullYear()}-${String(number).padStart(6, '0')}`,
    status,
    channel: random.pick(CHANNELS),
    risk_level: stage === 0 ? null : incident.riskLevel,
    risk_score: stage === 0 ? null : incident.score,
    received_at: receivedAt,
    opened_at: stage < 2 ? null : at(0.05),
    closed_at: endedAt,
    client: client.id,
    area: idOf(references.areas, district.code),
    office: team.place.office.id,
    language: random.pick(['en', ...(NETWORK_LANGUAGES[team.place.networkCode] ?? [])]),
    case_officer: stage < 2 ? null : team.officer,
    created_at: receivedAt,
    updated_at: endedAt ?? receivedAt,
  };
  const { officer, supervisor } = team;
  return {
    row,
    client,
    identity,
    incident,
    status,
    stage,
    networkCode: team.place.networkCode,
    officer,
    supervisor,
    at,
  };
}

function buildClient(
  { random }: DemoContext,
  team: DemoTeam,
  number: number,
  createdAt: Date,
): { client: Row; identity: DemoIdentity | null } {
  const isAnonymous = random.chance(0.2);
  const languages = random.some(['en', ...(NETWORK_LANGUAGES[team.place.networkCode] ?? [])], 2);
  const client = {
    id: random.uuid(),
    display_name: `Client ${number}`,
    is_anonymous: isAnonymous,
    sex: random.weighted({ female: 44, male: 50, other: 2, not_said: 4 }),
    age_band: random.weighted({ '12-17': 6, '18-24': 18, '25-59': 62, '60+': 8, unknown: 6 }),
    languages: JSON.stringify(languages),
    can_contact: !isAnonymous && random.chance(0.9),
    safe_contact_note: isAnonymous
      ? null
      : random.pick(['Evenings only.', 'Text first, then call.', 'Never at work.']),
    created_at: createdAt,
    updated_at: createdAt,
  };
  if (isAnonymous) return { client, identity: null };
  // Numbers of zeroes reach nobody, whatever happens to this data.
  const identity = {
    name: `Invented Person ${number}`,
    phone: `0000 ${String(number).padStart(6, '0')}`,
    address: `Plot ${number}, Invented Road`,
  };
  return { client, identity };
}
