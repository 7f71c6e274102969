import type { RequestHandler } from 'express';
import { NoOfferYet, NotFound } from '../errors.ts';
import { answerToken } from '../links/answer-token.ts';
import { readOffer } from '../offers/offer-row.ts';
import { idParameter, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `POST /njia/offers/:referralId/link`, for the workers: where a provider answers the current offer. */
export function postOfferLink({ directus, settings }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['service', 'administrator'], 'the workers');
    const referralId = idParameter(request, 'referralId');
    const row = await readOffer(directus.database, referralId);
    if (!row) throw new NotFound({ what: 'referral' });
    if (!row.offer_number) throw new NoOfferYet();
    const token = answerToken({ referralId, offerNumber: row.offer_number }, settings.LINK_SECRET);
    return { body: { token, url: `${settings.PORTAL_PUBLIC_URL.replace(/\/$/, '')}/answer/${token}` } };
  });
}
