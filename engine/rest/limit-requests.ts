import { hash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tooManyRequests } from '../usecases/errors.ts';

/** How much clients may ask of one engine process; each process counts by itself, in memory. */
export interface RequestLimits {
  /** Requests of one address in a minute. @default 0: any number */
  requestsPerMinute?: number;
  /** Different wrong passwords of one address in a minute. @default 10: people mistype, nobody guesses a password so */
  wrongPasswordsPerMinute?: number;
  /** Workers that may wait for tasks at once. @default 1000 */
  waitingWorkers?: number;
}

/** Counts the wrong passwords of each address. */
export interface WrongPasswords {
  /** @throws EngineError 429 while the caller's address has tried too many. */
  refuseGuessers: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Counts a wrong one; the same again, as of a worker with an old password that keeps asking, does not count. */
  count: (request: FastifyRequest) => Promise<void>;
}

/**
 * Limits how many requests an address may send, health checks apart, and lets wrong passwords be counted. An answer of 429 says
 * in `retry-after` in how many seconds to ask again.
 */
export async function limitRequests(app: FastifyInstance, limits: RequestLimits): Promise<WrongPasswords> {
  const { requestsPerMinute = 0, wrongPasswordsPerMinute = 10 } = limits;
  await app.register(rateLimit, { global: false, timeWindow: 60_000 });
  if (requestsPerMinute > 0) {
    const requests = app.createRateLimit({ max: requestsPerMinute });
    app.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url?.startsWith('/health')) return;
      const counted = await requests(request);
      if (isOver(counted)) throw refusal(reply, counted.ttlInSeconds);
    });
  }
  const guesses = app.createRateLimit({ max: wrongPasswordsPerMinute });
  const tries = app.createRateLimit({
    max: 1,
    // No password stays in memory, wrong as it is.
    keyGenerator: ({ ip, headers }) =>
      `${rateLimit.normalizeIP(ip)} ${hash('sha256', headers.authorization ?? '')}`,
  });
  return {
    refuseGuessers: async (request, reply) => {
      const counted = await guesses(request, { increment: false });
      if (isOver(counted)) throw refusal(reply, counted.ttlInSeconds);
    },
    count: async (request) => {
      if (!isOver(await tries(request))) await guesses(request);
    },
  };
}

type Counted = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function isOver(counted: Counted): counted is Counted & { isAllowed: false } {
  return !counted.isAllowed && counted.isExceeded;
}

function refusal(reply: FastifyReply, seconds: number): Error {
  reply.header('retry-after', seconds);
  return tooManyRequests();
}
