import type { SignedInPerson } from './signed-in-person.ts';

/** One line of the inbox. */
export interface InboxTask {
  id: string;
  name: string;
  dueAt: string | null;
  createdAt: string | null;
  isMine: boolean;
  group: string | null;
  caseId: string;
  caseCode: string;
  riskLevel: string | null;
  service: string | null;
}

/** Fields to ask the server for; see `inboxTask`. */
export const INBOX_FIELDS = [
  'id',
  'name',
  'due_at',
  'created_at',
  'assignee',
  'candidate_group',
  'case.id',
  'case.code',
  'case.risk_level',
  'referral.service.name',
];

interface TaskItem {
  id: string;
  name: string;
  due_at: string | null;
  created_at: string | null;
  assignee: string | null;
  candidate_group: string | null;
  case: { id: string; code: string; risk_level: string | null };
  referral: { service: { name: string } | null } | null;
}

/** Open tasks a person holds or may claim. */
export function inboxFilter(person: SignedInPerson): object {
  return {
    state: { _eq: 'open' },
    _or: [
      { assignee: { _eq: person.id } },
      { assignee: { _null: true }, candidate_group: { _in: person.groups } },
    ],
  };
}

/** A line of the inbox from a row of `tasks`. */
export function inboxTask(row: unknown, person: SignedInPerson): InboxTask {
  const item = row as TaskItem;
  return {
    id: item.id,
    name: item.name,
    dueAt: item.due_at,
    createdAt: item.created_at,
    isMine: item.assignee === person.id,
    group: item.candidate_group,
    caseId: item.case.id,
    caseCode: item.case.code,
    riskLevel: item.case.risk_level,
    service: item.referral?.service?.name ?? null,
  };
}
