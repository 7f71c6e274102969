import { ErrorCode, isDirectusError } from '@directus/errors';
import type { ItemsServiceClass, Row } from '../directus/context.ts';
import { CaseMissing, LinkNotAllowed } from '../errors.ts';
import { isCaseBound, sensitiveLinks } from './case-bound.ts';
import type { WriteContext } from './check-form-rules.ts';

/**
 * Reads every linked case, client or case row with the caller's own rights: Directus checks that a linked row exists, but
 * not that its writer may see it.
 *
 * @throws LinkNotAllowed
 */
export async function checkLinks(
  context: WriteContext,
  ItemsService: ItemsServiceClass,
  payload: Row,
): Promise<void> {
  if (context.accountability.admin) return;
  for (const { field, target } of sensitiveLinks(context.schema, context.collection)) {
    const key = payload[field];
    // An object is a nested write, which Directus checks as a write of its own.
    if (typeof key !== 'string') continue;
    const service = new ItemsService(target, {
      knex: context.database,
      schema: context.schema,
      accountability: context.accountability,
    });
    try {
      await service.readOne(key, { fields: ['id'] });
    } catch (error) {
      if (!isDirectusError(error, ErrorCode.Forbidden)) throw error;
      throw new LinkNotAllowed({ field, collection: context.collection });
    }
  }
}

/**
 * A row may also belong to a case by another row, as an action does by its plan; the database then fills in the case.
 *
 * @throws CaseMissing when a new row that must belong to a case belongs to none.
 */
export function checkHasCase(context: WriteContext, payload: Row): void {
  if (!isCaseBound(context.schema, context.collection)) return;
  if (sensitiveLinks(context.schema, context.collection).some(({ field }) => payload[field])) return;
  throw new CaseMissing({ field: 'case', collection: context.collection });
}
