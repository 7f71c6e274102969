import { RelationsService } from '@directus/api/services/index';
import { COLLECTIONS } from '../collections/all-collections.ts';
import { USER_FIELDS } from '../collections/users.ts';
import type { FieldModel, LinkModel } from '../model-types.ts';
import { QUIETLY, readSchema } from './apply-context.ts';
import type { ApplyContext } from './apply-context.ts';

/** Creates the links that are missing, each with its foreign key. Existing links are left as they are. */
export async function applyLinks(context: ApplyContext): Promise<void> {
  context.schema = await readSchema(context.trx);
  const existing = new Set(context.schema.relations.map(({ collection, field }) => `${collection}.${field}`));
  const service = new RelationsService({ knex: context.trx, schema: context.schema });
  for (const { collection, field, link } of allLinks()) {
    if (existing.has(`${collection}.${field}`)) continue;
    await service.createOne(
      {
        collection,
        field,
        related_collection: link.to,
        schema: { on_delete: link.onDelete },
        meta: {
          one_field: link.listedAs ?? null,
          junction_field: link.junctionField ?? null,
          one_deselect_action: link.onDelete === 'CASCADE' ? 'delete' : 'nullify',
        },
      },
      QUIETLY,
    );
    context.report.created.push(`${collection}.${field} -> ${link.to}`);
  }
}

function allLinks(): { collection: string; field: string; link: LinkModel }[] {
  const linksOf = (collection: string, fields: FieldModel[]) =>
    fields.flatMap(({ field, link }) => (link === undefined ? [] : [{ collection, field, link }]));
  return [
    ...COLLECTIONS.flatMap(({ collection, fields }) => linksOf(collection, fields)),
    ...linksOf('directus_users', USER_FIELDS),
  ];
}
