import type { Knex } from 'knex';
import { NotFound } from '../errors.ts';
import { receiptHashOf } from '../identity/receipt-code.ts';

/** The case a receipt code belongs to. */
export interface ReceiptCase {
  id: string;
  code: string;
  status: string;
  closed_at: unknown;
}

/**
 * Finds the case a person holds the receipt of.
 *
 * @throws NotFound for a code that belongs to no case, in the same words for every wrong code.
 */
export async function findReceipt(
  database: Knex,
  receiptCode: string,
  identityKey: string,
): Promise<ReceiptCase> {
  const hash = receiptHashOf(receiptCode, identityKey);
  const found = hash
    ? await database('cases')
        .where({ receipt_hash: hash })
        .first<ReceiptCase | undefined>('id', 'code', 'status', 'closed_at')
    : undefined;
  if (!found) throw new NotFound({ what: 'receipt code' });
  return found;
}
