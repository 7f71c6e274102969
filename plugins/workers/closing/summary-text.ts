import type { ReferralState } from '../../../schemas/codes.ts';

/** What a closed case is summed up by: dates and counts, nobody's words. */
export interface ClosureFigures {
  receivedAt: Date;
  closedAt: Date;
  referrals: ReferralState[];
  followUps: number;
  reviews: number;
}

const BEGIN = 'In figures: ';
const DAY_MS = 24 * 60 * 60 * 1_000;

/** An officer's summary with the figures as its last paragraph; figures of an earlier run are replaced. */
export function withFigures(summary: string | null, figures: ClosureFigures): string {
  const words = (summary ?? '').split(/\n{2,}/).filter((part) => part !== '' && !part.startsWith(BEGIN));
  return [...words, figuresText(figures)].join('\n\n');
}

function figuresText(figures: ClosureFigures): string {
  const days = Math.floor((figures.closedAt.getTime() - figures.receivedAt.getTime()) / DAY_MS);
  const completed = figures.referrals.filter((state) => state === 'verified_complete').length;
  const parts = [
    `received ${dayOf(figures.receivedAt)}, ended ${dayOf(figures.closedAt)}, ${count(days, 'day')}`,
    `${count(figures.referrals.length, 'referral')}, of which completed ${completed}`,
    count(figures.followUps, 'follow-up'),
    count(figures.reviews, 'review'),
  ];
  return `${BEGIN}${parts.join('; ')}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
