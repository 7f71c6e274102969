import type { Accountability, SchemaOverview } from '@directus/types';
import { CaseSummary } from '../../../../schemas/tasks.ts';
import type { DirectusContext, Row } from '../directus/context.ts';

const CASE_FIELDS = [
  'id',
  'code',
  'status',
  'risk_level',
  'received_at',
  'area.name',
  'language',
  'client.id',
  'client.display_name',
  'client.is_anonymous',
];

/**
 * What stands beside a task form, read with the caller's own rights.
 *
 * @throws ForbiddenError of Directus when the case is not theirs to see.
 */
export async function readCaseSummary(
  directus: DirectusContext,
  schema: SchemaOverview,
  accountability: Accountability,
  caseId: string,
): Promise<CaseSummary> {
  const read = (collection: string, query: Row): Promise<Row[]> =>
    new directus.services.ItemsService(collection, { schema, accountability }).readByQuery(query);
  const cases = new directus.services.ItemsService('cases', { schema, accountability });
  const row = await cases.readOne(caseId, { fields: CASE_FIELDS });
  const ofCase = { case: { _eq: caseId } };
  const [incidents, tasks] = await Promise.all([
    read('incidents', {
      filter: ofCase,
      fields: ['story', 'is_detained', 'is_child', 'is_sexual_violence'],
      sort: ['created_at'],
      limit: 1,
    }),
    read('tasks', {
      filter: ofCase,
      fields: ['id', 'element_id', 'name', 'state', 'due_at', 'completed_at', 'form_collection'],
      sort: ['created_at'],
      limit: -1,
    }),
  ]);
  return CaseSummary.parse({
    id: row['id'],
    code: row['code'],
    status: row['status'],
    riskLevel: row['risk_level'] ?? null,
    receivedAt: row['received_at'] ?? null,
    area: (row['area'] as Row | null)?.['name'] ?? null,
    language: row['language'] ?? null,
    client: clientOf(row['client'] as Row | null),
    story: incidents[0]?.['story'] ?? null,
    flags: flagsOf(incidents[0]),
    steps: tasks.map(stepOf),
  });
}

function clientOf(client: Row | null | undefined): unknown {
  if (!client) return null;
  return {
    id: client['id'],
    displayName: client['display_name'] ?? '',
    hasIdentity: client['is_anonymous'] !== true,
  };
}

function flagsOf(incident: Row | undefined): string[] {
  const flags = { is_detained: 'detained', is_child: 'child', is_sexual_violence: 'sexual_violence' };
  return Object.entries(flags).flatMap(([field, flag]) => (incident?.[field] === true ? [flag] : []));
}

function stepOf(task: Row): unknown {
  return {
    taskId: task['id'],
    elementId: task['element_id'],
    name: task['name'],
    state: task['state'],
    dueAt: task['due_at'] ?? null,
    completedAt: task['completed_at'] ?? null,
    formCollection: task['form_collection'] ?? null,
  };
}
