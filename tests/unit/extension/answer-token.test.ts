import { describe, expect, it } from 'vitest';
import { answerToken, readAnswerToken } from '../../../directus-extensions/njia/src/links/answer-token.ts';

const SECRET = 'a-secret-of-the-tests';
const OFFER = { referralId: '3f6f9f1e-8f0a-4f7e-9d55-0b9f2f6f1c11', offerNumber: 2 };

describe('the token in a provider link', () => {
  it('reads back to the offer it was made for', () => {
    expect(readAnswerToken(answerToken(OFFER, SECRET), SECRET)).toEqual(OFFER);
  });

  it('is the same each time, so that a repeated message carries the same link', () => {
    expect(answerToken(OFFER, SECRET)).toBe(answerToken(OFFER, SECRET));
  });

  it('differs for a later offer of the same referral', () => {
    expect(answerToken({ ...OFFER, offerNumber: 3 }, SECRET)).not.toBe(answerToken(OFFER, SECRET));
  });

  it.each([
    ['another offer number', (token: string) => token.replace('.2.', '.3.')],
    ['another referral', (token: string) => token.replace('3f6f9f1e', '4f6f9f1e')],
    ['a shortened signature', (token: string) => token.slice(0, -2)],
    ['no signature', (token: string) => token.split('.').slice(0, 2).join('.')],
    ['nothing', () => ''],
  ])('is refused with %s', (_what, change) => {
    expect(readAnswerToken(change(answerToken(OFFER, SECRET)), SECRET)).toBeNull();
  });

  it('is refused when it was signed with another secret', () => {
    expect(readAnswerToken(answerToken(OFFER, 'another-secret-of-ours'), SECRET)).toBeNull();
  });
});
