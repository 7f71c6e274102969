import type { SchemaOverview } from '@directus/types';

/** A field that links a row to one row of another collection. */
export interface LinkField {
  field: string;
  target: string;
}

/** Whether rows of a collection belong to a case: it links to `cases` by its field `case`. Covers an administrator's own collections. */
export function isCaseBound(schema: SchemaOverview, collection: string): boolean {
  return linksOf(schema, collection).some((link) => link.field === 'case' && link.target === 'cases');
}

/** Fields of a collection that point at a person's or case's data; links to reference lists give nothing away. */
export function sensitiveLinks(schema: SchemaOverview, collection: string): LinkField[] {
  return linksOf(schema, collection).filter(
    ({ target }) => target === 'cases' || target === 'clients' || isCaseBound(schema, target),
  );
}

function linksOf(schema: SchemaOverview, collection: string): LinkField[] {
  return schema.relations
    .filter((relation) => relation.collection === collection && relation.related_collection)
    .map((relation) => ({ field: relation.field, target: relation.related_collection as string }));
}
