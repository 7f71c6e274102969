import { readItems } from '@directus/sdk';
import type { Directus } from '../directus/connect-directus.ts';
import { FatalFailure } from '../worker-errors.ts';

/**
 * Makes sure that the person agreed to their case being worked on and did not say no to sharing it with a provider.
 *
 * @throws FatalFailure `no-consent` otherwise: no consent, no referral.
 */
export async function requireConsent(directus: Directus, caseId: string): Promise<void> {
  const consents = await directus(
    readItems('consents', {
      filter: { case: { _eq: caseId }, purpose: { _in: ['case_services', 'referral'] } },
      fields: ['purpose', 'given', 'withdrawn_at'],
      limit: -1,
    }),
  );
  const isValid = (consent: { given: boolean; withdrawn_at: string | null }): boolean =>
    consent.given && consent.withdrawn_at === null;
  const forReferral = consents.filter((consent) => consent.purpose === 'referral');
  const relevant = forReferral.length > 0 ? forReferral : consents;
  if (relevant.some(isValid)) return;
  throw new FatalFailure(
    'no-consent',
    'There is no consent to share this case with a provider. Record the consent, then have the task tried again.',
  );
}
