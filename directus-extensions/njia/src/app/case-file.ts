import type { DirectusApi } from './directus-api.ts';

/** The file of a case, to read. */
export interface CaseFile {
  id: string;
  code: string;
  status: string;
  riskLevel: string | null;
  receivedAt: string | null;
  closedAt: string | null;
  area: string | null;
  /** What happened, in their words; null when nothing was written down. */
  story: string | null;
  /** Codes of what makes it urgent. */
  flags: string[];
  /** Codes of the services the newest assessment names. */
  needs: string[];
  safety: string | null;
  /** Of the newest plan. */
  goal: string | null;
  /** How it ended, the last time it did. */
  closure: { reason: string | null; outcome: string | null } | null;
  client: { id: string; displayName: string; hasIdentity: boolean } | null;
  tasks: { id: string; name: string; state: string; dueAt: string | null; completedAt: string | null }[];
  referrals: {
    id: string;
    service: string;
    state: string;
    provider: string | null;
    reason: string | null;
    note: string | null;
  }[];
  followUps: { id: string; at: string | null; result: string | null; nextStep: string | null }[];
}

type Item = Record<string, unknown>;

const CASE_FIELDS = [
  'id',
  'code',
  'status',
  'risk_level',
  'received_at',
  'closed_at',
  'area.name',
  'client.*',
];
const LIST_FIELDS = {
  incidents: ['story', 'is_detained', 'is_child', 'is_sexual_violence'],
  assessments: ['needs', 'safety_now'],
  case_plans: ['goal'],
  tasks: ['id', 'name', 'state', 'due_at', 'completed_at'],
  referrals: [
    ...['id', 'state', 'decline_reason', 'answer_note', 'service.name'],
    'chosen_offer.organisation.name',
  ],
  follow_ups: ['id', 'created_at', 'result', 'next_step'],
  closures: ['reason', 'outcome'],
} as const;
type Lists = Record<keyof typeof LIST_FIELDS, Item[]>;

/**
 * Reads a case file with the rights of the person who is signed in.
 *
 * @throws the refusal of Directus when the case is not theirs to see.
 */
export async function readCaseFile(api: DirectusApi, caseId: string): Promise<CaseFile> {
  const list = async (collection: string, fields: readonly string[]): Promise<[string, Item[]]> => {
    const params = { filter: { case: { _eq: caseId } }, fields, sort: ['created_at'], limit: 200 };
    return [collection, ((await api.get(`/items/${collection}`, { params })).data as { data: Item[] }).data];
  };
  const [answer, ...lists] = await Promise.all([
    api.get(`/items/cases/${caseId}`, { params: { fields: CASE_FIELDS } }),
    ...Object.entries(LIST_FIELDS).map(([collection, fields]) => list(collection, fields)),
  ]);
  const row = (answer.data as { data: Item }).data;
  return {
    id: caseId,
    ...caseFacts(row),
    ...formFacts(Object.fromEntries(lists) as Lists),
    ...caseWork(Object.fromEntries(lists) as Lists),
  };
}

function caseFacts(
  row: Item,
): Pick<CaseFile, 'code' | 'status' | 'riskLevel' | 'receivedAt' | 'closedAt' | 'area' | 'client'> {
  const client = row['client'] as Item | null;
  return {
    code: text(row['code']) ?? '',
    status: text(row['status']) ?? '',
    riskLevel: text(row['risk_level']),
    receivedAt: text(row['received_at']),
    closedAt: text(row['closed_at']),
    area: nameIn(row['area']),
    client: client && {
      id: text(client['id']) ?? '',
      displayName: text(client['display_name']) ?? '',
      hasIdentity: client['is_anonymous'] !== true,
    },
  };
}

/** What was written into the forms of the case; of a form that was filled twice, the newest. */
function formFacts(
  lists: Lists,
): Pick<CaseFile, 'story' | 'flags' | 'needs' | 'safety' | 'goal' | 'closure'> {
  const [incident] = lists.incidents;
  const flags = { is_detained: 'detained', is_child: 'child', is_sexual_violence: 'sexual_violence' };
  const assessment = lists.assessments.at(-1);
  const closure = lists.closures.at(-1);
  return {
    story: text(incident?.['story']),
    flags: Object.entries(flags).flatMap(([field, flag]) => (incident?.[field] === true ? [flag] : [])),
    needs: (assessment?.['needs'] as string[] | null | undefined) ?? [],
    safety: text(assessment?.['safety_now']),
    goal: text(lists.case_plans.at(-1)?.['goal']),
    closure: closure ? { reason: text(closure['reason']), outcome: text(closure['outcome']) } : null,
  };
}

function caseWork(lists: Lists): Pick<CaseFile, 'tasks' | 'referrals' | 'followUps'> {
  return {
    tasks: lists.tasks.map((task) => ({
      id: text(task['id']) ?? '',
      name: text(task['name']) ?? '',
      state: text(task['state']) ?? '',
      dueAt: text(task['due_at']),
      completedAt: text(task['completed_at']),
    })),
    referrals: lists.referrals.map((referral) => ({
      id: text(referral['id']) ?? '',
      service: nameIn(referral['service']) ?? '',
      state: text(referral['state']) ?? '',
      provider: nameIn((referral['chosen_offer'] as Item | null)?.['organisation']),
      reason: text(referral['decline_reason']),
      note: text(referral['answer_note']),
    })),
    followUps: lists.follow_ups.map((followUp) => ({
      id: text(followUp['id']) ?? '',
      at: text(followUp['created_at']),
      result: text(followUp['result']),
      nextStep: text(followUp['next_step']),
    })),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function nameIn(row: unknown): string | null {
  return text((row as Item | null)?.['name']);
}
