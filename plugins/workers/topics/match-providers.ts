import { readItem, updateItem } from '@directus/sdk';
import { MatchProvidersInput, MatchProvidersOutput } from '../../../schemas/topics.ts';
import type { Directus } from '../directus/connect-directus.ts';
import { rankProviders } from '../matching/rank-providers.ts';
import { readNeed, readOffersFor } from '../matching/read-need.ts';
import { withTriedOffer } from '../matching/tried-offers.ts';
import { defineWorker } from '../worker.ts';
import type { Worker } from '../worker.ts';

/**
 * Proposes providers for a referral. A referral that comes back because its provider declined or did not answer becomes a
 * draft again: that offer counts as tried, and what its provider was shown is taken back.
 *
 * May be repeated: the tried offer is added once, and the same directory gives the same proposal.
 */
export function matchProviders(directus: Directus): Worker {
  return defineWorker({
    topic: 'match-providers',
    input: MatchProvidersInput,
    output: MatchProvidersOutput,
    handle: async ({ referralId }, { log }) => {
      const referral = await directus(
        readItem('referrals', referralId, { fields: ['state', 'chosen_offer', 'tried_offers'] }),
      );
      const comesBack = referral.state === 'declined' || referral.state === 'no_response';
      const triedBefore = comesBack ? referral.chosen_offer : null;
      const tried = withTriedOffer(referral.tried_offers, triedBefore);
      const need = await readNeed(directus, referralId, tried);
      const candidates = rankProviders(need, await readOffersFor(directus, need));
      await directus(
        updateItem('referrals', referralId, {
          candidates,
          tried_offers: tried,
          ...(comesBack && { state: 'draft', chosen_offer: null, share_package: null, answer_due_at: null }),
        }),
      );
      log('info', 'providers-matched', { referralId, candidates: candidates.length, tried: tried.length });
      return { candidateCount: candidates.length };
    },
  });
}
