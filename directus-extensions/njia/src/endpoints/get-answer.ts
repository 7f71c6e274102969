import type { RequestHandler } from 'express';
import { LinkInvalid } from '../errors.ts';
import { readAnswerToken } from '../links/answer-token.ts';
import { offerSummary, readOffer } from '../offers/offer-row.ts';
import { pathParameter, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `GET /njia/answers/:token`, for the portal: the offer as the provider may see it. */
export function getAnswer({ directus, settings }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['portal', 'administrator'], 'the portal');
    const offer = readAnswerToken(pathParameter(request, 'token'), settings.LINK_SECRET);
    const row = offer ? await readOffer(directus.database, offer.referralId) : undefined;
    if (!offer || !row) throw new LinkInvalid();
    return { body: offerSummary(row, offer, new Date()) };
  });
}
