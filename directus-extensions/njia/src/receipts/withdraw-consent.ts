import type { Knex } from 'knex';
import { putInOutbox } from '../outbox/put-in-outbox.ts';
import type { ReceiptCase } from './find-receipt.ts';

/** Referrals that are not finished: their providers must not see or answer anything any more. */
const LIVE = ['draft', 'offered', 'accepted', 'scheduled', 'started', 'on_hold', 'declined', 'no_response'];

/**
 * Withdraws every consent of a case: sharing ends with this transaction, open offers are taken back, and the pathway is told.
 * Repeating it changes nothing.
 */
export async function withdrawConsent(database: Knex, { id: caseId }: ReceiptCase): Promise<void> {
  await database.transaction(async (trx) => {
    const now = new Date();
    await trx('consents')
      .where({ case: caseId })
      .whereNull('withdrawn_at')
      .update({ withdrawn_at: now, given: false });
    await trx('referrals').where({ case: caseId }).update({ share_package: null });
    await trx('referrals').where({ case: caseId }).whereIn('state', LIVE).update({ state: 'cancelled' });
    await putInOutbox(trx, {
      caseId,
      dedupeKey: `withdraw:${caseId}`,
      order: {
        kind: 'correlate-message',
        messageName: 'ConsentWithdrawn',
        businessKey: caseId,
        variables: {},
      },
    });
  });
}
