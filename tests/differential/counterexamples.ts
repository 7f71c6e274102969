import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { SeededModel } from './random-on-both.ts';

const FOLDER = new URL('../fixtures/counterexamples/', import.meta.url);

/** Small models that once showed a fault, of one kind of run: full, library or operaton. */
export function readCounterexamples(mode: string): SeededModel[] {
  return readdirSync(FOLDER)
    .filter((file) => file.startsWith(`${mode}-`))
    .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as SeededModel);
}

/** Keeps a model for all later runs; answers where. */
export function saveCounterexample(mode: string, from: number, example: SeededModel): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = new URL(`${mode}-${from}.json`, FOLDER);
  writeFileSync(file, `${JSON.stringify(example, null, 2)}\n`);
  return file.pathname;
}
