import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which offer a link answers: a later offer of the same referral has a higher number and another link. */
export interface OfferReference {
  referralId: string;
  offerNumber: number;
}

/** The token in a provider's link: always the same for the same offer, so a repeated message carries the same link. */
export function answerToken(offer: OfferReference, linkSecret: string): string {
  const subject = `${offer.referralId}.${offer.offerNumber}`;
  return `${subject}.${signature(subject, linkSecret).toString('base64url')}`;
}

/** Reads a token; null when its signature is not ours. */
export function readAnswerToken(token: string, linkSecret: string): OfferReference | null {
  const match = /^([0-9a-f-]{36})\.(\d{1,6})\.([\w-]+)$/.exec(token);
  if (!match) return null;
  const [, referralId = '', offerNumber = '', given = ''] = match;
  const expected = signature(`${referralId}.${offerNumber}`, linkSecret);
  const actual = Buffer.from(given, 'base64url');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
  return { referralId, offerNumber: Number(offerNumber) };
}

function signature(subject: string, linkSecret: string): Buffer {
  return createHmac('sha256', linkSecret).update(`provider-answer:${subject}`).digest();
}
