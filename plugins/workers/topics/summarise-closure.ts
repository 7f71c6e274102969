import { readItem, readItems, updateItem, updateItems } from '@directus/sdk';
import type { ReferralState } from '../../../schemas/codes.ts';
import { SummariseClosureInput, SummariseClosureOutput } from '../../../schemas/topics.ts';
import { withFigures } from '../closing/summary-text.ts';
import type { ClosureFigures } from '../closing/summary-text.ts';
import type { Directus } from '../directus/connect-directus.ts';
import { defineWorker } from '../worker.ts';
import type { Worker } from '../worker.ts';

/** A referral in one of these still expects something of somebody. */
const OPEN_STATES: ReferralState[] = ['draft', 'offered', 'accepted', 'scheduled', 'started', 'on_hold'];

/**
 * Closes the books of a case, whichever way it ended: takes back what providers were shown, cancels open referrals, writes the
 * figures into the closure form, sets status and date.
 *
 * What protects the person comes first, the status last: a case that shows as ended is shared with nobody.
 *
 * May be repeated: cancelling again finds nothing open, figures replace themselves, and the date of the first run is kept.
 */
export function summariseClosure(directus: Directus, now: () => Date): Worker {
  return defineWorker({
    topic: 'summarise-closure',
    input: SummariseClosureInput,
    output: SummariseClosureOutput,
    handle: async ({ caseId, exitStatus }, { log }) => {
      const row = await directus(
        readItem('cases', caseId, { fields: ['status', 'received_at', 'closed_at'] }),
      );
      const isEnded = row.status === exitStatus && row.closed_at !== null;
      const closedAt = isEnded ? new Date(row.closed_at ?? 0) : now();
      const referrals = await takeBackReferrals(directus, caseId);
      const [followUps, reviews] = await Promise.all([
        countOf(directus, 'follow_ups', caseId),
        countOf(directus, 'reviews', caseId),
      ]);
      const receivedAt = new Date(row.received_at);
      await writeFigures(directus, caseId, { receivedAt, closedAt, referrals, followUps, reviews });
      await directus(updateItem('cases', caseId, { status: exitStatus, closed_at: closedAt.toISOString() }));
      log('info', 'case-ended', { caseId, exitStatus, referrals: referrals.length });
      return {};
    },
  });
}

async function takeBackReferrals(directus: Directus, caseId: string): Promise<ReferralState[]> {
  const referrals = await directus(
    readItems('referrals', { filter: { case: { _eq: caseId } }, fields: ['id', 'state'], limit: -1 }),
  );
  const open = referrals.filter(({ state }) => OPEN_STATES.includes(state)).map(({ id }) => id);
  const others = referrals.map(({ id }) => id).filter((id) => !open.includes(id));
  if (open.length > 0) {
    await directus(
      updateItems('referrals', open, { state: 'cancelled', share_package: null, answer_due_at: null }),
    );
  }
  if (others.length > 0) await directus(updateItems('referrals', others, { share_package: null }));
  return referrals.map(({ state }) => state);
}

async function countOf(
  directus: Directus,
  collection: 'follow_ups' | 'reviews',
  caseId: string,
): Promise<number> {
  const rows = await directus(
    readItems(collection, { filter: { case: { _eq: caseId } }, fields: ['id'], limit: -1 }),
  );
  return rows.length;
}

/** A case that ends before its closing form has none to write into. */
async function writeFigures(directus: Directus, caseId: string, figures: ClosureFigures): Promise<void> {
  const [closure] = await directus(
    readItems('closures', {
      filter: { case: { _eq: caseId } },
      fields: ['id', 'summary'],
      sort: ['-created_at'],
      limit: 1,
    }),
  );
  if (!closure) return;
  await directus(updateItem('closures', closure.id, { summary: withFigures(closure.summary, figures) }));
}
