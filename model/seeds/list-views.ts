import { ItemsService } from '@directus/api/services/index';
import { QUIETLY } from '../apply/apply-context.ts';
import type { ApplyContext } from '../apply/apply-context.ts';

/** Which columns a list shows at first and how it is sorted; people and administrators may set up their own. */
const LIST_VIEWS: { collection: string; fields: string[]; sort: string }[] = [
  {
    collection: 'cases',
    fields: ['code', 'status', 'risk_level', 'client', 'area', 'office', 'case_officer', 'received_at'],
    sort: '-received_at',
  },
  { collection: 'clients', fields: ['display_name', 'sex', 'age_band', 'can_contact'], sort: '-created_at' },
  {
    collection: 'incidents',
    fields: ['case', 'incident_type', 'happened_on', 'area', 'perpetrator'],
    sort: '-happened_on',
  },
  {
    collection: 'referrals',
    fields: ['case', 'service', 'state', 'chosen_offer', 'answer_due_at'],
    sort: '-updated_at',
  },
  { collection: 'tasks', fields: ['case', 'name', 'state', 'due_at', 'assignee'], sort: 'due_at' },
  {
    collection: 'service_offers',
    fields: ['organisation', 'service', 'capacity', 'is_active'],
    sort: 'organisation.name',
  },
  { collection: 'organisations', fields: ['name', 'kind', 'network', 'is_active'], sort: 'name' },
  { collection: 'offices', fields: ['name', 'organisation', 'area', 'takes_intake'], sort: 'name' },
  { collection: 'areas', fields: ['name', 'kind', 'parent', 'network', 'code'], sort: 'name' },
  { collection: 'sla_clocks', fields: ['clock', 'risk_level', 'duration'], sort: 'clock' },
  {
    collection: 'messages',
    fields: ['case_code', 'verb', 'state', 'recipient_organisation', 'created_at'],
    sort: '-created_at',
  },
  {
    collection: 'outbox',
    fields: ['kind', 'attempts', 'next_attempt_at', 'done_at', 'last_error'],
    sort: '-created_at',
  },
];

/** Adds the first view of each list unless there is one for everybody. */
export async function applyListViews({ trx, schema, report }: ApplyContext): Promise<void> {
  const known = await trx('directus_presets')
    .where({ user: null, role: null, bookmark: null })
    .select<{ collection: string }[]>('collection');
  const missing = LIST_VIEWS.filter(
    (view) => !known.some(({ collection }) => collection === view.collection),
  );
  if (missing.length === 0) return;
  const rows = missing.map(({ collection, fields, sort }) => ({
    collection,
    layout: 'tabular',
    layout_query: { tabular: { fields, sort: [sort], page: 1 } },
  }));
  await new ItemsService('directus_presets', { knex: trx, schema }).createMany(rows, QUIETLY);
  report.created.push(`first views of ${missing.length} lists`);
}
