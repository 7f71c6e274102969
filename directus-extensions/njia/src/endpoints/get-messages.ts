import type { RequestHandler } from 'express';
import { NotFound } from '../errors.ts';
import { requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** What fits on a screen; the page is for looking on while trying things out. */
const NEWEST = 50;

/** `GET /njia/messages`, for the portal of a demo: the newest messages. In production there is no such page: links in messages act. */
export function getMessages({ directus, settings }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['portal', 'administrator'], 'the portal');
    if (settings.NJIA_MODE !== 'demo') throw new NotFound({ what: 'page' });
    const messages = await directus
      .database('messages')
      .leftJoin('organisations', 'organisations.id', 'messages.recipient_organisation')
      .leftJoin('offices', 'offices.id', 'messages.recipient_office')
      .orderBy('messages.created_at', 'desc')
      .limit(NEWEST)
      .select<Record<string, unknown>[]>({
        caseCode: 'messages.case_code',
        verb: 'messages.verb',
        link: 'messages.link',
        sentAt: 'messages.created_at',
        recipient: directus.database.raw('coalesce(organisations.name, offices.name)'),
      });
    return { body: { messages } };
  });
}
