import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { WrongPasswords } from './limit-requests.ts';

/** Who may use the REST interface. */
export interface Credentials {
  user: string;
  password: string;
}

/**
 * Asks every caller but health checks for name and password (HTTP Basic); others get an empty 401, as from Camunda, and 429
 * once they have guessed too often, whatever they come with then.
 */
export function requireCredentials(
  app: FastifyInstance,
  credentials: Credentials,
  wrongPasswords: WrongPasswords,
): void {
  const wanted = digest(basic(credentials));
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/health')) return;
    await wrongPasswords.refuseGuessers(request, reply);
    // Digests have one length and say nothing of how much of a guess was right.
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) return;
    await wrongPasswords.count(request);
    return reply.status(401).header('www-authenticate', 'Basic realm="default"').send();
  });
}

/** Whether name and password are the same, in a time that says nothing of how much of them is. */
export function isSame(one: Credentials, other: Credentials): boolean {
  return timingSafeEqual(digest(basic(one)), digest(basic(other)));
}

function basic({ user, password }: Credentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
