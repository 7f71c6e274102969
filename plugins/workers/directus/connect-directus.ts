import { createDirectus, rest, staticToken } from '@directus/sdk';
import type { RestCommand } from '@directus/sdk';
import { FatalFailure, RetryableFailure } from '../worker-errors.ts';
import type { NjiaData } from './njia-data.ts';

/**
 * Runs one command of `@directus/sdk` as the role Service.
 *
 * @throws RetryableFailure when Directus does not answer, is overloaded or refuses (rights can be corrected meanwhile);
 *   FatalFailure when it calls the request wrong. Messages hold codes only, as Directus may quote values in its own.
 */
export type Directus = <Output>(command: RestCommand<Output, NjiaData>) => Promise<Output>;

/** A connection to Directus; nothing is sent before the first command. */
export function connectDirectus(url: string, token: string): Directus {
  const client = createDirectus<NjiaData>(url)
    .with(staticToken(token))
    .with(rest({ onRequest: (options) => ({ ...options, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }) }));
  return async (command) => {
    try {
      return await client.request(command);
    } catch (error) {
      throw failureOf(error);
    }
  };
}

/** Far above what a query takes, far below what an officer would wait. */
const ANSWER_WITHIN_MS = 15_000;

function failureOf(error: unknown): Error {
  const { response, errors } = error as {
    response?: Response;
    errors?: { extensions?: { code?: string } }[];
  };
  if (!response) return new RetryableFailure('directus-not-answering', 'Directus does not answer.');
  const code = (Array.isArray(errors) && errors[0]?.extensions?.code) || 'no code';
  const path = response.url ? new URL(response.url).pathname : 'a request';
  const message = `Directus answers ${response.status} (${code}) to ${path}.`;
  return response.status === 400
    ? new FatalFailure('directus-refused', message)
    : new RetryableFailure('directus-refused', message);
}
