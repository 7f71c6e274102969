import { readItem, updateItem } from '@directus/sdk';
import { RecordNoResponseInput, RecordNoResponseOutput } from '../../../schemas/topics.ts';
import type { Directus } from '../directus/connect-directus.ts';
import { withTriedOffer } from '../matching/tried-offers.ts';
import { defineWorker } from '../worker.ts';
import type { Worker } from '../worker.ts';

/**
 * Notes that a provider did not answer in time, so that another is looked for and this one is not proposed again.
 *
 * A yes that came in the very moment the time ran out arrives here too, because the pathway took the other way: the referral
 * becomes a draft again and the provider is not counted as tried, so the officer can choose them again.
 *
 * May be repeated: it sets what it would set again; a referral in any other state is left as it is.
 */
export function recordNoResponse(directus: Directus): Worker {
  return defineWorker({
    topic: 'record-no-response',
    input: RecordNoResponseInput,
    output: RecordNoResponseOutput,
    handle: async ({ referralId }, { log }) => {
      const { state, chosen_offer, tried_offers } = await directus(
        readItem('referrals', referralId, { fields: ['state', 'chosen_offer', 'tried_offers'] }),
      );
      if (state === 'offered') {
        const tried = withTriedOffer(tried_offers, chosen_offer);
        await directus(
          updateItem('referrals', referralId, {
            state: 'no_response',
            tried_offers: tried,
            share_package: null,
          }),
        );
      } else if (state === 'accepted') {
        await directus(updateItem('referrals', referralId, { state: 'draft', share_package: null }));
      }
      log('info', 'no-response-recorded', { referralId, stateBefore: state });
      return {};
    },
  });
}
