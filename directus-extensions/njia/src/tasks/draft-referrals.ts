import type { ItemsService } from '../directus/context.ts';
import { WITHOUT_EVENTS } from '../directus/context.ts';

/** States in which a referral is still on its way; a second one for the same service would ask a provider twice. */
const FINISHED = ['verified_complete', 'cancelled', 'failed', 'entered_in_error'];

/** With what referrals are made. */
export interface ReferralParts {
  referrals: ItemsService;
  services: ItemsService;
}

/**
 * Makes a draft referral for each service that has no open referral in this case. Returns the ids of the referrals the
 * pathway has to run, in the order of the services: new ones, and drafts of an earlier plan that nobody matched yet.
 * Services that no longer exist are left out.
 */
export async function draftReferrals(
  { referrals, services }: ReferralParts,
  caseId: string,
  serviceCodes: string[],
): Promise<string[]> {
  const known = await services.readByQuery({
    filter: { code: { _in: serviceCodes } },
    fields: ['id', 'code'],
    limit: -1,
  });
  const open = await referrals.readByQuery({
    filter: { case: { _eq: caseId }, state: { _nin: FINISHED } },
    fields: ['id', 'service', 'state', 'candidates'],
    limit: -1,
  });
  const drafts: string[] = [];
  for (const code of new Set(serviceCodes)) {
    const service = known.find((row) => row['code'] === code);
    if (!service) continue;
    const existing = open.find((row) => row['service'] === service['id']);
    if (!existing) {
      drafts.push(
        await referrals.createOne({ case: caseId, service: service['id'], state: 'draft' }, WITHOUT_EVENTS),
      );
    } else if (existing['state'] === 'draft' && existing['candidates'] === null) {
      drafts.push(String(existing['id']));
    }
  }
  return drafts;
}
