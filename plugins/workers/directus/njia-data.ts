/** The fields of the collections that workers read and write; `model/` defines them, Directus serves them. */
import type { CaseStatus, ReferralState, RiskLevel } from '../../../schemas/codes.ts';

/** A link to another row: its id, or the row when fields of it were asked for. */
type Link<Row> = string | Row;

/** A place; `parent` is the place it is part of. */
export interface AreaRow {
  id: string;
  name: string;
  parent: Link<AreaRow> | null;
}

/** A person who works with Njia. */
export interface UserRow {
  id: string;
  email: string | null;
}

/** A person at risk, as far as workers may see them: no name, a keyed hash of the phone. */
export interface ClientRow {
  id: string;
  phone_hash: string | null;
  age_band: string | null;
  sex: string | null;
  /** Codes, `string[]` */
  languages: 'json' | null;
}

/** A request for help and what became of it. */
export interface CaseRow {
  id: string;
  code: string;
  status: CaseStatus;
  risk_level: RiskLevel | null;
  risk_score: number | null;
  received_at: 'datetime';
  closed_at: 'datetime' | null;
  client: Link<ClientRow> | null;
  area: Link<AreaRow> | null;
  office: string | null;
  language: string | null;
  case_officer: Link<UserRow> | null;
  /** `LikelyDuplicate[]` */
  likely_duplicates: 'json' | null;
}

/** What happened, without the story. */
export interface IncidentRow {
  id: string;
  case: Link<CaseRow>;
  incident_type: string | null;
  happened_on: string | null;
  is_detained: boolean | null;
  is_child: boolean | null;
  is_sexual_violence: boolean | null;
  likelihood: number | null;
  impact: number | null;
}

/** What a person agreed to. */
export interface ConsentRow {
  id: string;
  case: string;
  purpose: string;
  given: boolean;
  withdrawn_at: 'datetime' | null;
}

/** How long a step may take at one risk level; `duration` is ISO 8601. */
export interface SlaClockRow {
  id: string;
  clock: string;
  risk_level: RiskLevel;
  duration: string;
}

/** A kind of help. */
export interface ServiceRow {
  /** Overrides the `answer` clock of the risk level. */
  answer_hours: number | null;
  id: string;
  code: string;
  name: string;
}

/** A member or provider. */
export interface OrganisationRow {
  id: string;
  is_active: boolean;
}

/** One service one organisation offers; `capacity` counts free places. */
export interface ServiceOfferRow {
  id: string;
  organisation: Link<OrganisationRow>;
  service: Link<ServiceRow>;
  /** Codes, `string[]` */
  languages: 'json' | null;
  capacity: number | null;
  areas: ServiceOfferAreaRow[];
  is_active: boolean;
  email: string | null;
}

/** An area an offer is made for. */
export interface ServiceOfferAreaRow {
  id: string;
  areas_id: Link<AreaRow>;
}

/** What a provider sees of a referral: the fewest fields a yes or no needs, and no identity. */
export interface SharePackage {
  caseCode: string;
  service: string;
  area: string | null;
  urgency: RiskLevel | null;
}

/** One need of a case on its way to a provider. */
export interface ReferralRow {
  id: string;
  case: Link<CaseRow>;
  service: Link<ServiceRow>;
  state: ReferralState;
  chosen_offer: Link<ServiceOfferRow> | null;
  /** `Candidate[]` */
  candidates: 'json' | null;
  /** Ids of offers, `string[]` */
  tried_offers: 'json' | null;
  offered_at: 'datetime' | null;
  answer_due_at: 'datetime' | null;
  answered_at: 'datetime' | null;
  decline_reason: string | null;
  /** `SharePackage` */
  share_package: 'json' | null;
  offer_number: number | null;
}

/** The closing form of a case. */
export interface ClosureRow {
  id: string;
  case: string;
  summary: string | null;
  created_at: 'datetime';
}

/** A follow-up or review form; workers only count them. */
export interface FollowUpRow {
  id: string;
  case: string;
}

/** Collections by name, as `@directus/sdk` wants its schema. */
export interface NjiaData {
  areas: AreaRow[];
  cases: CaseRow[];
  clients: ClientRow[];
  incidents: IncidentRow[];
  consents: ConsentRow[];
  sla_clocks: SlaClockRow[];
  services: ServiceRow[];
  organisations: OrganisationRow[];
  service_offers: ServiceOfferRow[];

  referrals: ReferralRow[];
  closures: ClosureRow[];
  follow_ups: FollowUpRow[];
  reviews: FollowUpRow[];
  service_offers_areas: ServiceOfferAreaRow[];
  directus_users: UserRow;
}
