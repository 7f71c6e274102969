import { describe, expect, test } from 'vitest';

import { nextCronDate, parseCron } from '../../../../engine/timers/cron.ts';
import { addDuration, parseDuration } from '../../../../engine/timers/duration.ts';
import { firstSchedule, nextSchedule } from '../../../../engine/timers/timer-schedule.ts';
import type { Schedule, TimerType } from '../../../../engine/timers/timer-schedule.ts';

/** A Monday, by the clock of the machine: cron and calendar days follow it. */
const NOW = new Date(2026, 2, 2, 8, 30, 15);

const at = (...parts: [number, number, number, number?, number?, number?]): Date => {
  const [year, month, ...rest] = parts;
  return new Date(year, month - 1, ...(rest as [number]));
};

describe('the first due date', () => {
  test.each<[TimerType, string, Date]>([
    ['duration', 'PT90M', at(2026, 3, 2, 10, 0, 15)],
    ['duration', 'P2W', at(2026, 3, 16, 8, 30, 15)],
    ['duration', 'P1Y2M3DT4H', at(2027, 5, 5, 12, 30, 15)],
    ['duration', 'PT0.5S', new Date(+NOW + 500)],
    ['date', '2026-03-05T10:00:00Z', new Date('2026-03-05T10:00:00Z')],
    ['date', '2026-03-05T10:00:00+03:00', new Date('2026-03-05T07:00:00Z')],
    ['cycle', 'R3/PT10H', at(2026, 3, 2, 18, 30, 15)],
    ['cycle', 'R/PT1M', at(2026, 3, 2, 8, 31, 15)],
    ['cycle', '0 0/5 * * * ?', at(2026, 3, 2, 8, 35)],
  ])('of the %s %s', (type, text, due) => expect(firstSchedule(type, text, NOW)?.dueAt).toEqual(due));

  test('of a date value is the date itself', () => {
    expect(firstSchedule('duration', at(2026, 4, 1), NOW)).toEqual({ dueAt: at(2026, 4, 1) });
  });

  test('of an interval with a start is the start, or the first period after now', () => {
    expect(firstSchedule('cycle', 'R3/2026-04-01T00:00:00Z/P1D', NOW)?.dueAt).toEqual(
      new Date('2026-04-01T00:00:00Z'),
    );
    const started = new Date(+NOW - 90 * 60_000).toISOString();
    expect(firstSchedule('cycle', `R3/${started}/PT1H`, NOW)?.dueAt).toEqual(new Date(+NOW + 30 * 60_000));
  });

  test.each<[TimerType, string]>([
    ['date', 'tomorrow'],
    ['date', '12'],
    ['duration', '5 days'],
    ['duration', 'P'],
    ['cycle', 'R3/often'],
    ['cycle', '* * *'],
    ['cycle', 'PT1H'],
  ])('a wrong %s (%s) says so', (type, text) =>
    expect(() => firstSchedule(type, text, NOW)).toThrow(TypeError),
  );
});

describe('repetition', () => {
  function dueDates(expression: string, limit: number): Date[] {
    const dates: Date[] = [];
    let schedule: Schedule | null = firstSchedule('cycle', expression, NOW);
    while (schedule && dates.length < limit) {
      dates.push(schedule.dueAt);
      schedule = nextSchedule(schedule, schedule.dueAt);
    }
    return dates;
  }

  test('R3 fires three times, one period apart', () => {
    expect(dueDates('R3/PT1H', 9)).toEqual([
      at(2026, 3, 2, 9, 30, 15),
      at(2026, 3, 2, 10, 30, 15),
      at(2026, 3, 2, 11, 30, 15),
    ]);
  });

  test('R without a number and cron fire for ever', () => {
    expect(dueDates('R/P1D', 50)).toHaveLength(50);
    expect(dueDates('0 0 2 * * ?', 3)).toEqual([at(2026, 3, 3, 2), at(2026, 3, 4, 2), at(2026, 3, 5, 2)]);
  });

  test('an interval with an end stops there', () => {
    const end = new Date(+NOW + 2.5 * 3_600_000).toISOString();
    expect(dueDates(`R/PT1H/${end}`, 9).every((date) => +date <= +new Date(end))).toBe(true);
    expect(dueDates(`R/PT1H/${end}`, 9)).toHaveLength(3);
  });

  test('what was missed while nothing ran is skipped, not caught up', () => {
    const first = firstSchedule('cycle', 'R/PT1H', NOW);
    const threeDaysLater = new Date(+NOW + 72.5 * 3_600_000);
    expect(first && nextSchedule(first, threeDaysLater)?.dueAt).toEqual(new Date(+NOW + 73 * 3_600_000));
  });
});

describe('cron', () => {
  test.each<[string, Date]>([
    ['0 30 9 ? * MON-FRI', at(2026, 3, 2, 9, 30)],
    ['0 0 8 ? * MON', at(2026, 3, 9, 8)],
    ['0 0 0 1 * ?', at(2026, 4, 1)],
    ['0 0 12 L * ?', at(2026, 3, 31, 12)],
    ['0 0 12 15W 8 ?', at(2026, 8, 14, 12)],
    ['0 0 12 ? * 6L', at(2026, 3, 27, 12)],
    ['0 0 12 ? * 2#3', at(2026, 3, 16, 12)],
    ['15,45 * * * * ?', at(2026, 3, 2, 8, 30, 45)],
    ['0 10-20/5 * * * ?', at(2026, 3, 2, 9, 10)],
    ['0 0 0 29 2 ?', at(2028, 2, 29)],
    ['0 0 6 ? JAN,JUL SUN 2027', at(2027, 1, 3, 6)],
    ['0 0 22 ? * FRI-MON', at(2026, 3, 2, 22)],
  ])('%s', (text, due) => {
    const cron = parseCron(text);
    expect(cron && nextCronDate(cron, NOW)).toEqual(due);
  });

  test.each(['* * * * *', '61 * * * * ?', '0 0 0 32 * ?', '0 0 0 ? FOO MON', '0/0 * * * * ?', ''])(
    '%s is refused',
    (text) => expect(parseCron(text)).toBeNull(),
  );

  test('a year that is over never comes', () => {
    const cron = parseCron('0 0 0 1 1 ? 2020');
    expect(cron && nextCronDate(cron, NOW)).toBeNull();
  });
});

test('a month after 31 January is the last of February', () => {
  const month = parseDuration('P1M');
  expect(month && addDuration(at(2026, 1, 31), month)).toEqual(at(2026, 2, 28));
});
