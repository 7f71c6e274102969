import { invalidRequest } from '../../usecases/errors.ts';

/** A body that says how many tries are left. @throws EngineError 400 when it does not */
export function requireRetries<Body extends { retries?: number | null | undefined }>(
  body: Body,
): Body & { retries: number } {
  const { retries } = body;
  if (retries === null || retries === undefined)
    throw invalidRequest('The number of retries cannot be null.');
  return { ...body, retries };
}
