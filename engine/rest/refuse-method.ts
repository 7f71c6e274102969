import type { FastifyInstance } from 'fastify';
import { EngineError } from '../usecases/errors.ts';

/** An address that is served, and how. */
interface Served {
  address: RegExp;
  methods: readonly string[];
}

/**
 * Answers 405 and names the methods in `Allow` where an address is served, but not by the method that is asked for. Call it before
 * the routes are registered, which it listens to.
 *
 * @param catchAll the route that takes what no other route of an engine named in the address does.
 */
export function refuseMethod(app: FastifyInstance, catchAll: string): void {
  const served: Served[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    if (url === catchAll) return;
    const pattern = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    served.push({ address: new RegExp(`^${pattern}$`), methods: [method].flat() });
  });
  // Before a body is looked at, so that it does not matter what it holds.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404 && request.routeOptions.url !== catchAll) return done();
    const [path = ''] = request.url.split('?');
    const methods = served.flatMap((one) => (one.address.test(path) ? one.methods : []));
    if (methods.length === 0) return done();
    void reply.header('allow', [...new Set(methods)].toSorted().join(', '));
    done(new EngineError(405, 'NotAllowedException', 'HTTP 405 Method Not Allowed'));
  });
}
