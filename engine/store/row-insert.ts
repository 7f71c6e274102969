import type { Tx } from './database.ts';

/** A table that steps insert into. */
export interface Table {
  name: string;
  /** PostgreSQL types by name of the column, for all columns that a step gives. */
  columns: Record<string, string>;
  onConflict?: string;
}

type Row = Record<string, unknown>;

/**
 * One statement that inserts any number of rows, and with each of them the rows of other tables that belong to it: PostgreSQL
 * and its driver spend more on each statement than on most rows. References between the rows are checked afterwards.
 */
export class RowInsert {
  readonly #tables: readonly Table[];
  readonly #sql: string;

  constructor(...tables: [Table, ...Table[]]) {
    this.#tables = tables;
    let before = 0;
    const texts = tables.map((table) => {
      const text = insertSql(table, before);
      before += Object.keys(table.columns).length;
      return text;
    });
    const last = texts.pop() ?? '';
    const others = texts.map((text, index) => `i${index} AS (${text})`).join(', ');
    this.#sql = others === '' ? last : `WITH ${others} ${last}`;
  }

  /**
   * Notes rows to be inserted.
   *
   * @param groups rows that belong together, one for each table in order. A value is a text, number, boolean, date, `Jsonb`,
   *   a list of texts where the column is one, or null.
   */
  note(tx: Tx, groups: readonly Row[][]): Promise<void> {
    return tx.writeRows(
      this.#sql,
      groups.map((group) => this.#tables.flatMap((table, index) => valuesOf(table, group[index] ?? {}))),
    );
  }
}

function insertSql({ name, columns, onConflict = '' }: Table, before: number): string {
  const names = Object.keys(columns);
  const types = Object.values(columns);
  const lists = types.map((type, index) => `$${before + index + 1}::${isList(type) ? 'text' : type}[]`);
  // A list of lists would be taken apart whole: each is sent as text.
  const values = names.map((column, index) =>
    isList(types[index]) ? `r.${column}::${types[index]}` : `r.${column}`,
  );
  return `INSERT INTO engine.${name} (${names.join(', ')}) SELECT ${values.join(', ')}
    FROM unnest(${lists.join(', ')}) AS r(${names.join(', ')}) ${onConflict}`;
}

const valuesOf = ({ columns }: Table, row: Row): unknown[] => Object.keys(columns).map((name) => row[name]);

const isList = (type = ''): boolean => type.endsWith('[]');
