import type { FastifyRequest } from 'fastify';

/** The link by which clients find again what they made; `path` is below `/engine-rest`. */
export function linkTo(
  { protocol, host }: FastifyRequest,
  path: string,
): { method: string; href: string; rel: string } {
  return { method: 'GET', href: `${protocol}://${host}/engine-rest/${path}`, rel: 'self' };
}
