import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startDatabaseClock } from '../../../../engine/usecases/database-clock.ts';
import type { DatabaseClock } from '../../../../engine/usecases/database-clock.ts';

const NOON = Date.parse('2026-03-02T12:00:00.000Z');

/** Ms of the steady clock, what the database says at 0, and how long its answer takes to come back. */
let elapsed: number;
let databaseAtZero: number;
let onTheWay: number;
let errors: unknown[];
let clock: DatabaseClock;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  [elapsed, databaseAtZero, onTheWay, errors] = [1_000, NOON, 0, []];
  clock = await startDatabaseClock({
    ask: () => {
      const answer = new Date(databaseAtZero + elapsed);
      elapsed += onTheWay;
      return onTheWay < 0 ? Promise.reject(new Error('away')) : Promise.resolve(answer);
    },
    onError: (error) => errors.push(error),
    everyMs: 5_000,
    elapsedMs: () => elapsed,
  });
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

const comparing = () => vi.advanceTimersByTimeAsync(5_000);
const ahead = () => clock.now().getTime() - databaseAtZero - elapsed;

it("shows the database's time as it passes", () => {
  expect(clock.now()).toEqual(new Date(NOON + 1_000));
  elapsed += 90;
  expect(clock.now()).toEqual(new Date(NOON + 1_090));
});

it.each([
  ['forward', 86_400_000],
  ['back', -86_400_000],
])('follows a jump %s at the next comparison', async (_direction, jump) => {
  databaseAtZero += jump;
  expect(ahead()).toBe(-jump);
  await comparing();
  expect(ahead()).toBe(0);
});

it('does not waver when answers take longer or shorter', async () => {
  onTheWay = 400;
  await comparing();
  expect(ahead()).toBe(0);
  onTheWay = 2;
  await comparing();
  expect(ahead()).toBe(0);
});

it('runs on while the database is away', async () => {
  onTheWay = -1;
  await comparing();
  elapsed = 7_000;
  expect(errors).toHaveLength(1);
  expect(clock.now()).toEqual(new Date(NOON + 7_000));
});
