/** How the data model is written down. Plain data: it can be read without starting Directus. */

/** Keys of `directus_fields` or `directus_collections`; Directus defines them. */
export type Meta = Record<string, unknown>;

/** What happens to a row when the row it links to is deleted. RESTRICT protects case files from an accidental delete. */
export type OnDelete = 'RESTRICT' | 'SET NULL' | 'CASCADE';

/** A link from a field to another collection. */
export interface LinkModel {
  to: string;
  onDelete: OnDelete;
  /** Name of the alias field on the other side that lists these rows. */
  listedAs?: string;
  /** On the two links of a junction: the field of the other link. */
  junctionField?: string;
}

/** Facts about the column itself; only used when the column is created. */
export interface ColumnModel {
  is_primary_key?: boolean;
  is_nullable?: boolean;
  is_unique?: boolean;
  is_indexed?: boolean;
  default_value?: string | number | boolean;
  max_length?: number;
  numeric_precision?: number;
  numeric_scale?: number;
}

/** One field of a collection. */
export interface FieldModel {
  field: string;
  /** Directus type: string, text, uuid, integer, decimal, boolean, json, date, timestamp, alias. */
  type: string;
  /** English label; other languages are an administrator's to add and stay. */
  label: string;
  column?: ColumnModel;
  /** Restored at every apply: what code depends on. */
  owned?: Meta;
  /** Written when the field is created, then an administrator's to change. */
  seeded?: Meta;
  link?: LinkModel;
}

/** One collection, that is one table. */
export interface CollectionModel {
  collection: string;
  label: { singular: string; plural: string };
  /** One sentence for the person who opens the list. */
  note: string;
  icon: string;
  /** How a row is named where others link to it. */
  displayTemplate?: string;
  /** Not in the navigation; still there for those with access. */
  isHidden?: boolean;
  folder?: string;
  fields: FieldModel[];
  /** Extra collection settings written on creation, for example an archive field. */
  seeded?: Meta;
}

/** A heading in the navigation. */
export interface FolderModel {
  collection: string;
  label: string;
  icon: string;
  sort: number;
}
