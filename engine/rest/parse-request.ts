import type { z } from 'zod';
import { invalidRequest } from '../usecases/errors.ts';

/**
 * Checks a body or query against its schema.
 *
 * @throws EngineError 400 InvalidRequestException naming the first field that is wrong.
 */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw invalidRequest(`The parameter '${issue.keys.join("', '")}' is not supported here.`);
  }
  const field = issue?.path.join('.');
  throw invalidRequest(field ? `Parameter '${field}': ${issue?.message}` : (issue?.message ?? ''));
}
