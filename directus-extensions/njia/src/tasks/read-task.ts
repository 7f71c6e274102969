import type { Accountability, SchemaOverview } from '@directus/types';
import { Candidate } from '../../../../schemas/tasks.ts';
import type { NamedCandidate, TaskView } from '../../../../schemas/tasks.ts';
import type { DirectusContext, Row } from '../directus/context.ts';
import { TaskGone } from '../errors.ts';
import { readCaseSummary } from './case-summary.ts';
import { SYSTEM_FIELDS } from './form-fields.ts';
import type { TaskRow } from './task-access.ts';

/** Everything the task page needs, read with the caller's rights. Check the access to the task before. */
export async function readTask(
  directus: DirectusContext,
  schema: SchemaOverview,
  accountability: Accountability,
  taskId: string,
): Promise<TaskView> {
  const task = await directus.database('tasks').where({ id: taskId }).first<TaskRow | undefined>();
  if (!task) throw new TaskGone();
  const read = (collection: string, query: Row): Promise<Row[]> =>
    new directus.services.ItemsService(collection, { schema, accountability }).readByQuery(query);
  const [referral] = task.referral
    ? await read('referrals', {
        filter: { id: { _eq: task.referral } },
        fields: ['id', 'state', 'service.name', 'offer_number', 'candidates', 'tried_offers'],
      })
    : [];
  return {
    task: {
      id: task.id,
      elementId: task.element_id,
      name: task.name,
      state: task.state,
      candidateGroup: task.candidate_group,
      assignee: task.assignee,
      isMine: task.assignee === accountability.user,
      dueAt: task.due_at ? new Date(task.due_at).toISOString() : null,
    },
    formCollection: task.form_collection,
    hiddenFields: [...SYSTEM_FIELDS],
    initialValues: {},
    case: await readCaseSummary(directus, schema, accountability, task.case),
    referral: referral ? referralView(referral) : null,
    candidates:
      referral && task.form_collection === 'provider_choices' ? await nameCandidates(referral, read) : [],
  };
}

function referralView(row: Row): TaskView['referral'] {
  return {
    id: String(row['id']),
    state: row['state'] as NonNullable<TaskView['referral']>['state'],
    service: ((row['service'] as Row | null)?.['name'] as string | undefined) ?? null,
    offerNumber: Number(row['offer_number'] ?? 0),
  };
}

/** The proposed providers with their names; one that may not be read or no longer exists is left out. */
async function nameCandidates(
  referral: Row,
  read: (collection: string, query: Row) => Promise<Row[]>,
): Promise<NamedCandidate[]> {
  const candidates = Candidate.array().safeParse(referral['candidates'] ?? []).data ?? [];
  if (candidates.length === 0) return [];
  const offers = await read('service_offers', {
    filter: { id: { _in: candidates.map(({ offerId }) => offerId) } },
    fields: ['id', 'organisation.name', 'service.name', 'capacity'],
    limit: -1,
  });
  return candidates.flatMap((candidate) => {
    const offer = offers.find((row) => row['id'] === candidate.offerId);
    if (!offer) return [];
    return [
      {
        ...candidate,
        organisation: ((offer['organisation'] as Row | null)?.['name'] as string | undefined) ?? '',
        service: ((offer['service'] as Row | null)?.['name'] as string | undefined) ?? null,
        capacity: typeof offer['capacity'] === 'number' ? offer['capacity'] : null,
      },
    ];
  });
}
