import { readItem, updateItem } from '@directus/sdk';
import { MESSAGE_VERBS } from '../../../schemas/messages.ts';
import { SendOfferInput, SendOfferOutput } from '../../../schemas/topics.ts';
import type { Directus } from '../directus/connect-directus.ts';
import type { SharePackage } from '../directus/njia-data.ts';
import { requireConsent } from '../matching/require-consent.ts';
import type { SendMessage } from '../messages/message-runner.ts';
import { readOfferLink } from '../messages/offer-link.ts';
import { addDuration } from '../sla/add-duration.ts';
import { readClocks } from '../sla/read-clocks.ts';
import { defineWorker } from '../worker.ts';
import type { Worker } from '../worker.ts';
import { FatalFailure } from '../worker-errors.ts';

/** States in which the current offer is out already: a second run only makes sure that the message went. */
const OFFER_IS_OUT = ['offered', 'accepted', 'declined', 'scheduled', 'started'];

/**
 * Offers a referral to the provider an officer chose: shows that provider the fewest fields a yes or no needs, sets until when
 * an answer is waited for, and sends the link to answer with.
 *
 * May be repeated: only a draft becomes a new offer; the link is the same for the same offer, and the message carries a key
 * made of referral and offer number, so it is sent once.
 */
export function sendOffer(directus: Directus, sendMessage: SendMessage, now: () => Date): Worker {
  return defineWorker({
    topic: 'send-offer',
    input: SendOfferInput,
    output: SendOfferOutput,
    handle: async ({ referralId }, { log }) => {
      const referral = await readReferral(directus, referralId);
      const offer = referral.chosen_offer;
      if (offer === null) {
        throw new FatalFailure(
          'no-provider-chosen',
          'No provider is chosen for this referral; choose one first.',
        );
      }
      const isOut = OFFER_IS_OUT.includes(referral.state) && referral.answer_due_at !== null;
      if (!isOut && referral.state !== 'draft') {
        throw new FatalFailure(
          'referral-not-open',
          `The referral is ${referral.state}; it cannot be offered.`,
        );
      }
      await requireConsent(directus, referral.case.id);
      const { offerNumber, answerDueAt } = isOut
        ? { offerNumber: referral.offer_number ?? 1, answerDueAt: new Date(referral.answer_due_at ?? 0) }
        : await makeOffer(directus, referral, now());
      const event = {
        caseCode: referral.case.code,
        verb: MESSAGE_VERBS['answer-offer'],
        link: await readOfferLink(directus, referralId),
        recipientOrganisation: offer.organisation,
        ...(offer.email && { email: offer.email }),
      };
      await sendMessage('notify-offer', event, `offer:${referralId}:${offerNumber}`);
      log('info', 'offer-sent', { referralId, offerNumber });
      return { answerDueAt, offerNumber };
    },
  });
}

type OfferedReferral = Awaited<ReturnType<typeof readReferral>>;

async function readReferral(directus: Directus, referralId: string) {
  return directus(
    readItem('referrals', referralId, {
      fields: [
        'id',
        'state',
        'offer_number',
        'answer_due_at',
        {
          case: ['id', 'code', 'risk_level', { area: ['name'] }],
          service: ['name', 'answer_hours'],
          chosen_offer: ['organisation', 'email'],
        },
      ],
    }),
  );
}

async function makeOffer(
  directus: Directus,
  referral: OfferedReferral,
  now: Date,
): Promise<{ offerNumber: number; answerDueAt: Date }> {
  const { code, risk_level: riskLevel, area } = referral.case;
  const hours = referral.service.answer_hours;
  // A case that nobody screened yet is treated as urgent.
  const wait = hours ? `PT${hours}H` : (await readClocks(directus, riskLevel ?? 'high'))('answer');
  const answerDueAt = addDuration(now, wait);
  const offerNumber = (referral.offer_number ?? 0) + 1;
  const share: SharePackage = {
    caseCode: code,
    service: referral.service.name,
    area: area?.name ?? null,
    urgency: riskLevel,
  };
  await directus(
    updateItem('referrals', referral.id, {
      state: 'offered',
      offer_number: offerNumber,
      offered_at: now.toISOString(),
      answer_due_at: answerDueAt.toISOString(),
      answered_at: null,
      decline_reason: null,
      share_package: share,
    }),
  );
  return { offerNumber, answerDueAt };
}
