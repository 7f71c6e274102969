import type { ApplyContext } from '../apply/apply-context.ts';
import { AREAS } from './areas.ts';
import { FORM_FIELDS } from './form-fields.ts';
import { INCIDENT_TYPES } from './incident-types.ts';
import { insertMissing } from './insert-missing.ts';
import { applyListViews } from './list-views.ts';
import { NETWORKS } from './networks.ts';
import { SERVICES } from './services.ts';
import { SLA_CLOCKS } from './sla-clocks.ts';

/** Adds the reference rows that are missing. Rows that are there stay as they are: an administrator may have changed them. */
export async function applySeeds(context: ApplyContext): Promise<void> {
  await applyListViews(context);
  const networks = await insertMissing(context, 'networks', ['code'], NETWORKS);
  await insertMissing(context, 'services', ['code'], [...SERVICES]);
  await insertMissing(context, 'sla_clocks', ['clock', 'risk_level'], SLA_CLOCKS);
  await insertMissing(context, 'form_fields', ['collection', 'field'], FORM_FIELDS);
  await insertTree(
    context,
    'incident_types',
    INCIDENT_TYPES.map(({ code, name, parent }) => ({ row: { code, name }, parent })),
  );
  await insertTree(
    context,
    'areas',
    AREAS.map(({ code, name, kind, parent, network }) => ({
      row: { code, name, kind, network: network === null ? null : (networks.get(network) ?? null) },
      parent,
    })),
  );
}

/** Inserts level by level: a parent must be there before its children. */
async function insertTree(
  context: ApplyContext,
  table: string,
  nodes: {
    row: { code: string; name: string; kind?: string; network?: string | null };
    parent: string | null;
  }[],
): Promise<void> {
  let level = nodes.filter(({ parent }) => parent === null);
  let known = new Map<string, string>();
  while (level.length > 0) {
    const rows = level.map(({ row, parent }) => ({
      ...row,
      parent: parent === null ? null : (known.get(parent) ?? null),
    }));
    known = await insertMissing(context, table, ['code'], rows);
    const inserted = new Set(level.map(({ row }) => row.code));
    level = nodes.filter(({ parent }) => parent !== null && inserted.has(parent));
  }
}
