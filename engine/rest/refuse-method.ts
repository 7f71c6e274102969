import type { FastifyInstance } from 'fastify';
import { EngineError } from '../usecases/errors.ts';

/** An address that is served, and how. */
interface Served {
  address: RegExp;
  /** How many of its parts may be anything. */
  open: number;
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
    const open = url.split(':').length - 1;
    served.push({ address: new RegExp(`^${pattern}$`), open, methods: [method].flat() });
  });
  // Before a body is looked at, so that it does not matter what it holds.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404 && request.routeOptions.url !== catchAll) return done();
    const [path = ''] = request.url.split('?');
    const fitting = served.filter(({ address }) => address.test(path));
    if (fitting.length === 0) return done();
    // `/batch/count` is not a batch with that id.
    const fewest = Math.min(...fitting.map(({ open }) => open));
    const methods = fitting.flatMap((one) => (one.open === fewest ? one.methods : []));
    void reply.header('allow', [...new Set(methods)].toSorted().join(', '));
    done(new EngineError(405, 'NotAllowedException', 'HTTP 405 Method Not Allowed'));
  });
}
