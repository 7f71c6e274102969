import { customEndpoint } from '@directus/sdk';
import { z } from 'zod';
import type { Directus } from '../directus/connect-directus.ts';

const OfferLink = z.object({ url: z.url() });

/** The address behind which a provider answers the current offer of a referral; the same for the same offer number. */
export async function readOfferLink(directus: Directus, referralId: string): Promise<string> {
  const answer = await directus(
    customEndpoint({ method: 'POST', path: `/njia/offers/${encodeURIComponent(referralId)}/link` }),
  );
  return OfferLink.parse(answer).url;
}
