import type { FastifyInstance } from 'fastify';

/** `/health`: the portal itself is up; it says nothing about Directus, without which it still answers. */
export function healthRoute(app: FastifyInstance): void {
  app.get('/health', () => ({ status: 'ok' }));
  app.get('/robots.txt', (_request, reply) => reply.type('text/plain').send('User-agent: *\nDisallow: /\n'));
}
