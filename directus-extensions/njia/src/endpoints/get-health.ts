import type { RequestHandler } from 'express';
import { countWaiting } from '../outbox/outbox-store.ts';
import { route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `GET /njia/health`: whether the guard checks writes, and how much the engine has not been told yet. For anyone; it names nothing. */
export function getHealth({ directus, isGuardLive }: EndpointParts): RequestHandler {
  return route(async () => ({
    body: { guard: isGuardLive(), outboxWaiting: await countWaiting(directus.database) },
  }));
}
