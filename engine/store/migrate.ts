import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Tx } from './database.ts';
import { withTransaction } from './database.ts';

/** Any fixed number: processes that start at once queue on it, so each migration runs once. */
const MIGRATION_LOCK = 7_245_001;

/**
 * Brings the schema `engine` up to date: runs the numbered files not run yet, all or none.
 * Safe when several processes start at once.
 *
 * @returns names of the migrations that were run.
 * @throws when a file fails, or when the database has migrations this version does not know.
 */
export async function migrate(
  database: Database,
  directory: string = join(import.meta.dirname, 'migrations'),
): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort();
  return withTransaction(database, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const done = await namesDone(tx);
    const unknown = [...done].filter((name) => !names.includes(name));
    if (unknown.length > 0) {
      throw new Error(
        `The database was made by a newer version: it has ${unknown.join(', ')}. Start that version.`,
      );
    }
    const pending = names.filter((name) => !done.has(name));
    for (const name of pending) await runOne(tx, directory, name);
    return pending;
  });
}

async function namesDone(tx: Tx): Promise<Set<string>> {
  await tx.query('CREATE SCHEMA IF NOT EXISTS engine');
  await tx.query(
    `CREATE TABLE IF NOT EXISTS engine.migrations (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())`,
  );
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM engine.migrations');
  return new Set(rows.map((row) => row.name));
}

async function runOne(tx: Tx, directory: string, name: string): Promise<void> {
  const sql = await readFile(join(directory, name), 'utf8');
  try {
    await tx.query(sql);
  } catch (error) {
    throw new Error(`Migration ${name} failed; nothing was changed.`, { cause: error });
  }
  await tx.query('INSERT INTO engine.migrations (name) VALUES ($1)', [name]);
}
