import type { CollectionModel, FieldModel, FolderModel, Meta } from '../model-types.ts';

const LANGUAGE = 'en-US';

/** The meta keys of a field that are restored at every apply: its label and what code depends on. */
export function ownedFieldMeta(field: FieldModel): Meta {
  return { ...field.owned, translations: [{ language: LANGUAGE, translation: field.label }] };
}

/** A field as Directus' services take it, for its creation. */
export function fieldPayload(field: FieldModel): Meta {
  return {
    field: field.field,
    type: field.type,
    meta: { ...field.seeded, ...ownedFieldMeta(field) },
    schema: field.type === 'alias' ? null : { is_nullable: true, ...field.column },
  };
}

/** Settings of a collection: those restored at every apply, and those written once. */
export function collectionMeta(model: CollectionModel, sort: number): { owned: Meta; seeded: Meta } {
  return {
    owned: {
      translations: [
        {
          language: LANGUAGE,
          translation: model.label.plural,
          singular: model.label.singular,
          plural: model.label.plural,
        },
      ],
    },
    seeded: {
      note: model.note,
      icon: model.icon,
      hidden: model.isHidden ?? false,
      group: model.folder ?? null,
      sort,
      display_template: model.displayTemplate ?? null,
      ...model.seeded,
    },
  };
}

/** Settings of a heading in the navigation. */
export function folderMeta(folder: FolderModel): Meta {
  return {
    icon: folder.icon,
    sort: folder.sort,
    collapse: 'open',
    translations: [
      { language: LANGUAGE, translation: folder.label, singular: folder.label, plural: folder.label },
    ],
  };
}
