import { describe, expect, it } from 'vitest';
import { byDueDate, dueText, isOverdue } from '../../../directus-extensions/njia/src/app/due-text.ts';

const NOW = new Date('2026-05-04T10:00:00Z');
const aTask = (dueAt: string | null, createdAt = '2026-05-01T00:00:00Z') => ({ dueAt, createdAt });

describe('when a task is due', () => {
  it.each([
    ['2026-05-02T09:00:00Z', 'Overdue by 2 days'],
    ['2026-05-04T08:59:00Z', 'Overdue by 1 hour'],
    ['2026-05-04T09:59:00Z', 'Overdue by 1 minute'],
    ['2026-05-04T09:59:50Z', 'Overdue by less than a minute'],
    ['2026-05-04T13:10:00Z', 'Due in 3 hours'],
    ['2026-05-06T09:59:00Z', 'Due in 2 days'],
    ['2026-05-05T12:00:00Z', 'Due in 1 day'],
    [null, 'No due date'],
  ])('%s is said as "%s"', (dueAt, said) => {
    expect(dueText(dueAt, NOW)).toBe(said);
  });

  it('is overdue only after its time', () => {
    expect(isOverdue('2026-05-04T10:00:00Z', NOW)).toBe(false);
    expect(isOverdue('2026-05-04T09:59:59Z', NOW)).toBe(true);
    expect(isOverdue(null, NOW)).toBe(false);
  });
});

describe('the order of the inbox', () => {
  it('puts the most urgent first and what has no due date last, older before newer', () => {
    const late = aTask('2026-05-01T00:00:00Z');
    const soon = aTask('2026-05-05T00:00:00Z');
    const older = aTask(null, '2026-04-01T00:00:00Z');
    const newer = aTask(null, '2026-04-02T00:00:00Z');
    expect([newer, soon, older, late].sort(byDueDate)).toEqual([late, soon, older, newer]);
  });
});
