import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { connectCaseFile } from './backend/case-file.ts';
import { createIntakeChoices } from './backend/intake-choices.ts';
import { parseFormBody } from './forms/form-body.ts';
import type { TextKey } from './languages/translate.ts';
import type { Log } from './log.ts';
import { noticePage } from './pages/notice-page.ts';
import { answerRoutes } from './routes/answer.ts';
import { askRoutes } from './routes/ask.ts';
import { caseRoutes } from './routes/case.ts';
import { healthRoute } from './routes/health.ts';
import { homeRoute } from './routes/home.ts';
import { leaveRoute } from './routes/leave.ts';
import { messagesRoute } from './routes/messages.ts';
import type { PortalParts } from './routes/portal-parts.ts';
import { contextOf, sendPage } from './routes/show-page.ts';
import { createRateLimit } from './safety/rate-limit.ts';
import { addSecurityHeaders } from './safety/security-headers.ts';

/** What the portal is made of. */
export interface PortalOptions {
  /** Address of Directus, without a slash at its end. */
  directusUrl: string;
  /** Static token of the role "Portal". */
  portalToken: string;
  /** Adds the page "messages sent". */
  isDemo: boolean;
  log: Log;
  /** @default the clock of the machine */
  now?: () => Date;
  /** Forms that one sender may send. @default 20 at once, 10 more each minute: an office may share one connection */
  sending?: { burst: number; perMinute: number };
  /** Pages that one sender may ask for. @default 120 at once, 120 more each minute */
  requests?: { burst: number; perMinute: number };
}

/** The longest story (10,000 letters of three bytes, each sent as nine characters) and everything around it. */
const BODY_LIMIT = 128 * 1024;
/** Enough for a person and for an internet café; a program that tries codes gets nowhere with either limit. */
const REQUESTS = { burst: 120, perMinute: 120 };
const SENDING = { burst: 20, perMinute: 10 };

/** The public face; the caller lets it listen and closes it. */
export function buildPortal(options: PortalOptions): FastifyInstance {
  const { log, now = () => new Date() } = options;
  // A proxy on the same machine says who the sender is; nobody else is believed.
  const app = fastify({ logger: false, bodyLimit: BODY_LIMIT, trustProxy: 'loopback' });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parseFormBody(String(body))),
  );
  app.removeContentTypeParser(['application/json', 'text/plain']);
  addSecurityHeaders(app);
  const limitOf = ({ burst, perMinute }: { burst: number; perMinute: number }) =>
    limitBySender(createRateLimit(burst, perMinute, () => now().getTime()));
  limitRequests(app, limitOf(options.requests ?? REQUESTS));
  logRequests(app, log);
  answerErrors(app, log);

  const caseFile = connectCaseFile(options.directusUrl, options.portalToken);
  const parts: PortalParts = {
    caseFile,
    choices: createIntakeChoices(caseFile, () => now().getTime()),
    maySend: limitOf(options.sending ?? SENDING),
    ...{ log, now, newId: randomUUID },
  };
  healthRoute(app);
  homeRoute(app);
  leaveRoute(app);
  askRoutes(app, parts);
  caseRoutes(app, parts);
  answerRoutes(app, parts);
  if (options.isDemo) messagesRoute(app, parts);
  return app;
}

/** Senders are kept in memory under a hash that changes with each start: not even a memory dump lists addresses. */
function limitBySender(limit: (sender: string) => boolean): (request: FastifyRequest) => boolean {
  const key = randomBytes(32);
  return (request) => limit(createHmac('sha256', key).update(request.ip).digest('base64'));
}

/** A request for help is never turned away here: its own limit keeps on the page what was typed. */
function limitRequests(app: FastifyInstance, may: (request: FastifyRequest) => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url;
    if (route === '/health' || (route === '/ask' && request.method === 'POST') || may(request)) return;
    await sendNotice(request, reply, ['notice.wait', 'notice.wait.text'], 429);
  });
}

function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', (request, reply, done) => {
    // The pattern, never the address: addresses hold tokens.
    const route = request.routeOptions.url ?? 'unknown';
    log('info', 'answered', {
      ...{ method: request.method, route, status: reply.statusCode },
      durationMs: Math.round(reply.elapsedTime),
    });
    done();
  });
}

function answerErrors(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((request, reply) =>
    sendNotice(request, reply, ['notice.missing', 'notice.missing.text'], 404),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) return sendNotice(request, reply, ['notice.large', 'notice.large.text'], 413);
    if (status < 500) return sendNotice(request, reply, ['notice.refused', 'notice.refused.text'], status);
    // The class only: messages quote the data they choked on.
    log('error', 'defect', {
      route: request.routeOptions.url ?? 'unknown',
      type: error.name,
      code: error.code ?? '',
    });
    return sendNotice(request, reply, ['notice.down', 'notice.down.text'], 500);
  });
}

function sendNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  [title, text]: [TextKey, TextKey],
  status: number,
): FastifyReply {
  const context = contextOf(request);
  return sendPage(reply, context, { page: noticePage(context, title, text), status });
}
