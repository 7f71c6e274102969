import type { FastifyInstance } from 'fastify';
import { STYLE_SOURCE } from '../pages/style.ts';

/** No script, no picture, no font, no frame, no other site; the one style sheet is named by its hash. */
const POLICY = [
  "default-src 'none'",
  `style-src ${STYLE_SOURCE}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  // Addresses hold the token of a link, and no other site may learn that somebody was here.
  'referrer-policy': 'no-referrer',
  // Nothing stays on a shared phone: no page in the cache, none shown again by "back".
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
};

/** Sends the headers that keep a visit private with every answer. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(HEADERS);
    done();
  });
}
