import type { ProviderAnswer } from '../../../../schemas/answers.ts';
import type { DirectusContext } from '../directus/context.ts';
import { WITHOUT_EVENTS } from '../directus/context.ts';
import { LinkInvalid, OfferClosed } from '../errors.ts';
import type { OfferReference } from '../links/answer-token.ts';
import { putInOutbox } from '../outbox/put-in-outbox.ts';
import { canAnswer } from './offer-row.ts';
import type { OfferRow } from './offer-row.ts';

/**
 * Stores a provider's answer and tells the pathway, once: of two answers at the same moment one counts.
 *
 * @throws LinkInvalid, OfferClosed
 */
export async function answerOffer(
  directus: DirectusContext,
  offer: OfferReference,
  { answer, reason, note }: ProviderAnswer,
): Promise<void> {
  const schema = await directus.getSchema();
  await directus.database.transaction(async (trx) => {
    const row = await trx<OfferRow>('referrals').where({ id: offer.referralId }).forUpdate().first();
    if (!row) throw new LinkInvalid();
    const now = new Date();
    if (!canAnswer(row, offer, now)) throw new OfferClosed();
    const referrals = new directus.services.ItemsService('referrals', {
      knex: trx,
      schema,
      accountability: null,
    });
    await referrals.updateOne(
      offer.referralId,
      {
        state: answer,
        answered_at: now.toISOString(),
        decline_reason: answer === 'declined' ? reason : null,
        answer_note: note ?? null,
      },
      WITHOUT_EVENTS,
    );
    await putInOutbox(trx, {
      caseId: row.case,
      dedupeKey: `answer:${offer.referralId}:${offer.offerNumber}`,
      order: {
        kind: 'correlate-message',
        messageName: 'ProviderAnswered',
        // With its number: an answer that came too late must not pass for the answer to the next offer.
        correlationKeys: {
          referralId: { type: 'String', value: offer.referralId },
          offerNumber: { type: 'Integer', value: offer.offerNumber },
        },
        variables: { providerAnswer: { type: 'String', value: answer } },
      },
    });
  });
}
