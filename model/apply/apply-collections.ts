import { CollectionsService, FieldsService, ItemsService } from '@directus/api/services/index';
import { COLLECTIONS } from '../collections/all-collections.ts';
import { FOLDERS } from '../collections/folders.ts';
import { USER_FIELDS } from '../collections/users.ts';
import type { CollectionModel, FieldModel, Meta } from '../model-types.ts';
import { QUIETLY, readSchema } from './apply-context.ts';
import type { ApplyContext } from './apply-context.ts';
import { changedKeys } from './changed-keys.ts';
import { collectionMeta, fieldPayload, folderMeta, ownedFieldMeta } from './directus-payloads.ts';

/** Creates missing collections and fields and restores what code owns of the others. Links come later: all tables must exist. */
export async function applyCollections(context: ApplyContext): Promise<void> {
  await applyFolders(context);
  const known = rowsByName(await rowsOf(context, 'directus_collections'), 'collection');
  for (const [index, model] of COLLECTIONS.entries()) {
    await applyCollection(context, model, index, known.get(model.collection) ?? null);
  }
  context.schema = await readSchema(context.trx);
  const fieldRows = await rowsOf(context, 'directus_fields');
  for (const model of COLLECTIONS) await applyFields(context, model.collection, model.fields, fieldRows);
  await applyFields(context, 'directus_users', USER_FIELDS, fieldRows);
  reportForeign(context);
}

async function applyFolders(context: ApplyContext): Promise<void> {
  const known = await context.trx('directus_collections').select('collection');
  const names = new Set(known.map((row: { collection: string }) => row.collection));
  for (const folder of FOLDERS.filter(({ collection }) => !names.has(collection))) {
    await collectionsService(context).createOne(
      { collection: folder.collection, meta: folderMeta(folder), schema: null },
      QUIETLY,
    );
    context.report.created.push(folder.collection);
  }
}

async function applyCollection(
  context: ApplyContext,
  model: CollectionModel,
  index: number,
  current: Meta | null,
): Promise<void> {
  const { owned, seeded } = collectionMeta(model, index + 1);
  if (model.collection in context.schema.collections) {
    const changes = changedKeys(owned, current);
    if (Object.keys(changes).length === 0) return;
    await collectionsService(context).updateOne(model.collection, { meta: changes }, QUIETLY);
    context.report.changed.push(model.collection);
    return;
  }
  await collectionsService(context).createOne(
    {
      collection: model.collection,
      meta: { ...seeded, ...owned },
      schema: {},
      fields: model.fields.map(fieldPayload),
    },
    QUIETLY,
  );
  context.report.created.push(model.collection);
}

async function applyFields(
  context: ApplyContext,
  collection: string,
  fields: FieldModel[],
  rows: Meta[],
): Promise<void> {
  const service = new FieldsService({ knex: context.trx, schema: context.schema });
  const existing = context.schema.collections[collection]?.fields ?? {};
  const current = rowsByName(
    rows.filter((row) => row['collection'] === collection),
    'field',
  );
  for (const field of fields) {
    const name = `${collection}.${field.field}`;
    const found = existing[field.field];
    if (found === undefined) {
      await service.createField(collection, fieldPayload(field), undefined, QUIETLY);
      context.report.created.push(name);
    } else if (found.type !== field.type) {
      context.report.drift.push(name);
    } else {
      const changes = changedKeys(ownedFieldMeta(field), current.get(field.field) ?? null);
      if (Object.keys(changes).length === 0) continue;
      await service.updateField(collection, { field: field.field, type: field.type, meta: changes }, QUIETLY);
      context.report.changed.push(name);
    }
  }
}

function reportForeign({ schema, report }: ApplyContext): void {
  const ours = new Map(
    COLLECTIONS.map(({ collection, fields }) => [collection, new Set(fields.map(({ field }) => field))]),
  );
  for (const [collection, { fields }] of Object.entries(schema.collections)) {
    if (collection.startsWith('directus_')) continue;
    const known = ours.get(collection);
    if (known === undefined) report.foreign.push(collection);
    else
      report.foreign.push(
        ...Object.keys(fields)
          .filter((field) => !known.has(field))
          .map((field) => `${collection}.${field}`),
      );
  }
}

function collectionsService({ trx, schema }: ApplyContext): CollectionsService {
  return new CollectionsService({ knex: trx, schema });
}

function rowsOf({ trx, schema }: ApplyContext, collection: string): Promise<Meta[]> {
  return new ItemsService(collection, { knex: trx, schema }).readByQuery({ limit: -1 });
}

function rowsByName(rows: Meta[], name: string): Map<unknown, Meta> {
  return new Map(rows.map((row) => [row[name], row]));
}
