import { expect, it } from 'vitest';
import { mergeWrites } from '../../../../engine/store/noted-writes.ts';
import type { NotedWrite } from '../../../../engine/store/noted-writes.ts';

const rows = (sql: string, ...values: unknown[]): NotedWrite => ({
  kind: 'rows',
  sql,
  rows: values.map((value) => [value]),
});

const single = (sql: string, value: unknown): NotedWrite => ({ kind: 'single', sql, values: [value] });

/** `insert: a b` for each statement, in order. */
const told = (writes: readonly NotedWrite[]): string[] =>
  writes.map(
    (write) => `${write.sql}: ${(write.kind === 'rows' ? write.rows : [write.values]).flat().join(' ')}`,
  );

it('makes one statement of what steps of the same kind write', () => {
  // given
  const step = (id: string) => [rows('save', id), rows('insert', `${id}1`, `${id}2`)];

  // when
  const merged = mergeWrites([step('a'), step('b'), step('c')]);

  // then
  expect(told(merged)).toEqual(['save: a b c', 'insert: a1 a2 b1 b2 c1 c2']);
});

it('merges what steps of different kinds have in common', () => {
  // given
  const start = [rows('start', 'a'), rows('insert', 'a')];
  const completion = [rows('finish', 'b'), rows('save', 'b'), rows('insert', 'b')];

  // when
  const merged = mergeWrites([start, completion]);

  // then
  expect(told(merged)).toEqual(['start: a', 'finish: b', 'save: b', 'insert: a b']);
});

it('keeps the order of each step where they cross', () => {
  // when
  const merged = mergeWrites([
    [rows('x', 'a'), rows('y', 'a')],
    [rows('y', 'b'), rows('x', 'b')],
  ]);

  // then
  expect(told(merged)).toEqual(['x: a', 'y: a b', 'x: b']);
});

it('does not merge a statement that a step makes twice', () => {
  // when
  const merged = mergeWrites([[rows('x', 1), rows('x', 2)]]);

  // then
  expect(told(merged)).toEqual(['x: 1', 'x: 2']);
});

it('leaves statements for one row alone', () => {
  // when
  const merged = mergeWrites([[single('x', 1)], [single('x', 2), rows('y', 2)], [rows('y', 3)]]);

  // then
  expect(told(merged)).toEqual(['x: 1', 'x: 2', 'y: 2 3']);
});
