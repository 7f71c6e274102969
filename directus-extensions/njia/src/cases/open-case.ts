import { randomUUID } from 'node:crypto';
import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import type { Row } from '../directus/context.ts';
import { InvalidInput } from '../errors.ts';
import { putInOutbox } from '../outbox/put-in-outbox.ts';
import { caseCode, nextCaseNumber } from './case-number.ts';

/** The process every case runs through. */
const CASE_PROCESS = 'case-management';

/**
 * Completes a new case (id, code, status, office) and queues the start of its pathway, in the transaction that inserts the
 * case: there is never a case without its pathway, nor a pathway without its case.
 *
 * @throws InvalidInput when it is not known which office the case belongs to.
 */
export async function openCase(
  database: Knex,
  given: Row,
  accountability: Accountability | null,
  now: Date,
): Promise<Row> {
  const office = given['office'] ?? (await officeOf(database, accountability));
  if (typeof office !== 'string') {
    throw new InvalidInput({ field: 'office', message: 'Choose the office that works on this case.' });
  }
  // Only the system itself (intake, import) may bring a code or a status along.
  const own = accountability ? {} : given;
  const opened = {
    ...given,
    id: typeof given['id'] === 'string' ? given['id'] : randomUUID(),
    code: textOr(own['code'], '') || caseCode(now.getUTCFullYear(), await nextCaseNumber(database)),
    status: own['status'] ?? 'received',
    channel: textOr(given['channel'], 'walk_in'),
    received_at: given['received_at'] ?? now.toISOString(),
    office,
  };
  await putInOutbox(database, {
    caseId: opened.id,
    dedupeKey: `start:${opened.id}`,
    order: {
      kind: 'start-pathway',
      processKey: CASE_PROCESS,
      businessKey: opened.id,
      variables: {
        caseId: { type: 'String', value: opened.id },
        caseCode: { type: 'String', value: opened.code },
        officeId: { type: 'String', value: office },
        channel: { type: 'String', value: opened.channel },
      },
    },
  });
  return opened;
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

async function officeOf(database: Knex, accountability: Accountability | null): Promise<unknown> {
  if (!accountability?.user) return null;
  const user = await database('directus_users')
    .where({ id: accountability.user })
    .first<{ office: string | null } | undefined>('office');
  return user?.office ?? null;
}
