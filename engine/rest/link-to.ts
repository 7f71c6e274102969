import type { FastifyRequest } from 'fastify';
import type { AtomLink } from '../../schemas/camunda/answers/fields.ts';

/** The link by which clients find again what they made; `path` is below `/engine-rest`. */
export function linkTo({ protocol, host }: FastifyRequest, path: string): AtomLink {
  return { method: 'GET', href: `${protocol}://${host}/engine-rest/${path}`, rel: 'self' };
}

/** A row as it is sent where Camunda has links and writes none. */
export function unlinked<Found>(row: Found): Found & { links: [] } {
  return { links: [], ...row };
}
