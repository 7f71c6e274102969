import { expect, it } from 'vitest';
import { withFigures } from '../../../plugins/workers/closing/summary-text.ts';

const figures = {
  receivedAt: new Date('2026-01-01T08:00:00Z'),
  closedAt: new Date('2026-01-11T09:00:00Z'),
  referrals: ['verified_complete', 'cancelled'] as const,
  followUps: 1,
  reviews: 0,
};
const text =
  'In figures: received 2026-01-01, ended 2026-01-11, 10 days; 2 referrals, of which completed 1; 1 follow-up; 0 reviews.';

it('adds the figures below the words of the officer', () => {
  const summary = withFigures('Released on bail.\n\nSafe at home.', {
    ...figures,
    referrals: [...figures.referrals],
  });
  expect(summary).toBe(`Released on bail.\n\nSafe at home.\n\n${text}`);
});

it('replaces the figures of an earlier run', () => {
  const once = withFigures('Released on bail.', {
    ...figures,
    referrals: [...figures.referrals],
    reviews: 4,
  });
  expect(withFigures(once, { ...figures, referrals: [...figures.referrals] })).toBe(
    `Released on bail.\n\n${text}`,
  );
});

it('is the figures alone when nobody wrote a summary', () => {
  expect(withFigures(null, { ...figures, referrals: [...figures.referrals] })).toBe(text);
});
