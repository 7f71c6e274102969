import { readItem, readItems } from '@directus/sdk';
import type { Directus } from '../directus/connect-directus.ts';
import type { CaseTraits } from './find-likely-duplicates.ts';
import type { RiskFacts } from './assess-risk.ts';

/** Everything screening looks at. */
export interface ScreenedCase {
  receivedAt: Date;
  /** When it had ended, for a case that is worked on again. */
  closedAt: Date | null;
  traits: CaseTraits;
  risk: Omit<RiskFacts, 'isRepeat'>;
}

/** How far back duplicates are looked for: long enough for a story told twice, short enough for a quick answer. */
const LOOK_BACK_DAYS = 180;
const MOST_COMPARED = 200;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Reads one case with its incidents; the worst of several incidents counts. */
export async function readScreenedCase(directus: Directus, caseId: string): Promise<ScreenedCase> {
  const row = await directus(
    readItem('cases', caseId, {
      fields: ['id', 'received_at', 'closed_at', 'area', { client: ['phone_hash', 'age_band', 'sex'] }],
    }),
  );
  const incidents = await directus(
    readItems('incidents', {
      filter: { case: { _eq: caseId } },
      fields: [
        'incident_type',
        'happened_on',
        'is_detained',
        'is_child',
        'is_sexual_violence',
        'likelihood',
        'impact',
      ],
      limit: -1,
    }),
  );
  return {
    receivedAt: new Date(row.received_at),
    closedAt: row.closed_at === null ? null : new Date(row.closed_at),
    traits: traitsOf(row, incidents),
    risk: {
      likelihood: worst(incidents.map((incident) => incident.likelihood)),
      impact: worst(incidents.map((incident) => incident.impact)),
      isDetained: incidents.some((incident) => incident.is_detained === true),
      isChild: incidents.some((incident) => incident.is_child === true),
      isSexualViolence: incidents.some((incident) => incident.is_sexual_violence === true),
    },
  };
}

/** Whether the same phone came with another case in the 30 days before this one. */
export async function isRepeatWithin30Days(directus: Directus, subject: ScreenedCase): Promise<boolean> {
  if (subject.traits.phoneHash === null) return false;
  const before = await directus(
    readItems('cases', {
      filter: {
        id: { _neq: subject.traits.caseId },
        client: { phone_hash: { _eq: subject.traits.phoneHash } },
        received_at: {
          _gte: new Date(subject.receivedAt.getTime() - 30 * DAY_MS).toISOString(),
          _lte: subject.receivedAt.toISOString(),
        },
      },
      fields: ['id'],
      limit: 1,
    }),
  );
  return before.length > 0;
}

/** Cases of the half year before with the same phone, or with the same kind of incident in the same area. */
export async function readComparableCases(directus: Directus, subject: ScreenedCase): Promise<CaseTraits[]> {
  const { phoneHash, areaId, caseId } = subject.traits;
  const types = subject.traits.incidents.flatMap(({ type }) => (type === null ? [] : [type]));
  const incidents =
    areaId === null || types.length === 0
      ? []
      : await directus(
          readItems('incidents', {
            filter: {
              incident_type: { _in: types },
              case: { id: { _neq: caseId }, area: { _eq: areaId }, received_at: period(subject.receivedAt) },
            },
            fields: [
              'incident_type',
              'happened_on',
              { case: ['id', 'received_at', 'area', { client: ['phone_hash', 'age_band', 'sex'] }] },
            ],
            sort: ['-happened_on'],
            limit: MOST_COMPARED,
          }),
        );
  const byPhone =
    phoneHash === null
      ? []
      : await directus(
          readItems('cases', {
            filter: {
              id: { _neq: caseId },
              client: { phone_hash: { _eq: phoneHash } },
              received_at: period(subject.receivedAt),
            },
            fields: ['id', 'received_at', 'area', { client: ['phone_hash', 'age_band', 'sex'] }],
            limit: MOST_COMPARED,
          }),
        );
  const found = new Map<string, CaseTraits>();
  for (const row of byPhone) found.set(row.id, traitsOf(row, []));
  for (const incident of incidents) {
    const known = found.get(incident.case.id) ?? traitsOf(incident.case, []);
    found.set(known.caseId, {
      ...known,
      incidents: [...known.incidents, ...traitsOf(incident.case, [incident]).incidents],
    });
  }
  return [...found.values()];
}

interface TraitRow {
  id: string;
  area: unknown;
  client: { phone_hash: string | null; age_band: string | null; sex: string | null } | null;
}

function traitsOf(
  row: TraitRow,
  incidents: { incident_type: string | null; happened_on: string | null }[],
): CaseTraits {
  return {
    caseId: row.id,
    phoneHash: row.client?.phone_hash ?? null,
    areaId: (row.area as string | null) ?? null,
    ageBand: row.client?.age_band ?? null,
    sex: row.client?.sex ?? null,
    incidents: incidents.map((incident) => ({
      type: incident.incident_type,
      happenedOn: incident.happened_on,
    })),
  };
}

function period(until: Date): { _gte: string; _lte: string } {
  return {
    _gte: new Date(until.getTime() - LOOK_BACK_DAYS * DAY_MS).toISOString(),
    _lte: until.toISOString(),
  };
}

function worst(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
