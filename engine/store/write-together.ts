import type { Tx } from './database.ts';

/** A statement that writes, and the values of its parameters `$1`, `$2`, … */
export interface Write {
  sql: string;
  values: unknown[];
}

/**
 * Notes several writes as one statement: PostgreSQL and its driver spend more on each statement than on most rows. Give what
 * always goes together, since each combination is prepared by itself. All happen at the same moment: none sees what another
 * did, so that no two may write the same row; references between their rows are checked afterwards.
 */
export function writeTogether(tx: Tx, ...writes: [Write, ...Write[]]): Promise<void> {
  const values: unknown[] = [];
  const texts = writes.map((write) => {
    const before = values.length;
    values.push(...write.values);
    return write.sql.replace(/\$(\d+)/g, (_, number: string) => `$${before + Number(number)}`);
  });
  const last = texts.pop() ?? '';
  const others = texts.map((text, index) => `w${index} AS (${text})`).join(', ');
  return tx.write(others === '' ? last : `WITH ${others} ${last}`, values);
}
