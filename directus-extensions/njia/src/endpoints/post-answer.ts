import type { RequestHandler } from 'express';
import { ProviderAnswer } from '../../../../schemas/answers.ts';
import { LinkInvalid } from '../errors.ts';
import { readAnswerToken } from '../links/answer-token.ts';
import { answerOffer } from '../offers/answer-offer.ts';
import { parseInput, pathParameter, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `POST /njia/answers/:token`, for the portal: a provider says yes or no, once. */
export function postAnswer({ directus, settings, kickDispatcher }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['portal', 'administrator'], 'the portal');
    const offer = readAnswerToken(pathParameter(request, 'token'), settings.LINK_SECRET);
    if (!offer) throw new LinkInvalid();
    const answer = parseInput(ProviderAnswer, request.body);
    await answerOffer(directus, offer, answer);
    kickDispatcher();
    return { body: { answer: answer.answer } };
  });
}
