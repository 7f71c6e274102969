import { describe, expect, it } from 'vitest';
import { openIdentity, sealIdentity } from '../../../model/identity/client-identity.ts';
import { receiptCodeOf, receiptHashOf } from '../../../directus-extensions/njia/src/identity/receipt-code.ts';
import { isSealed, phoneHash } from '../../../model/identity/sealed-text.ts';
import { sealFields } from '../../../directus-extensions/njia/src/guard/seal-fields.ts';

const KEY = 'an-identity-key-for-tests';
const SUBMISSION = '7b0c2f0e-34f5-4f39-8a6e-0c5d0a1b2c3d';

describe('a sealed identity', () => {
  it('opens to what was sealed', () => {
    const identity = { name: 'Akello Rose', phone: '0772 123456' };
    expect(openIdentity(sealIdentity(identity, KEY), KEY)).toEqual(identity);
  });

  it('shows neither the name nor that two people have the same name', () => {
    const first = sealIdentity({ name: 'Akello Rose' }, KEY);
    expect(first).not.toContain('Akello');
    expect(first).not.toBe(sealIdentity({ name: 'Akello Rose' }, KEY));
  });

  it('does not open with another key', () => {
    expect(() =>
      openIdentity(sealIdentity({ name: 'Akello Rose' }, KEY), 'another-key-of-the-tests'),
    ).toThrow();
  });

  it('does not open when somebody changed it in the database', () => {
    const sealed = sealIdentity({ name: 'Akello Rose' }, KEY) ?? '';
    const at = sealed.lastIndexOf('.') + 1;
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => openIdentity(changed, KEY)).toThrow();
  });

  it('is nothing when nothing was given', () => {
    expect(sealIdentity({}, KEY)).toBeNull();
    expect(openIdentity(null, KEY)).toEqual({});
  });
});

describe('a field whose name ends in _sealed', () => {
  it('is sealed when somebody types plain text into it', () => {
    const stored = sealFields({ identity_sealed: 'Akello Rose', sex: 'female' }, KEY);
    expect(isSealed(stored['identity_sealed'])).toBe(true);
    expect(stored['sex']).toBe('female');
  });

  it('stays as it is when it is sealed already', () => {
    const sealed = sealIdentity({ name: 'Akello Rose' }, KEY);
    expect(sealFields({ identity_sealed: sealed }, KEY)).toEqual({ identity_sealed: sealed });
  });
});

describe('the fingerprint of a phone number', () => {
  it.each(['0772 123456', '+256772123456', '256-772-123-456', '00256 772 123456'])(
    'is the same for %s',
    (written) => {
      expect(phoneHash(written, KEY)).toBe(phoneHash('0772123456', KEY));
    },
  );

  it('differs for another number and with another key', () => {
    expect(phoneHash('0772123457', KEY)).not.toBe(phoneHash('0772123456', KEY));
    expect(phoneHash('0772123456', 'another-key-of-the-tests')).not.toBe(phoneHash('0772123456', KEY));
  });

  it('is not made of something that is no phone number', () => {
    expect(phoneHash('call my aunt', KEY)).toBeNull();
  });
});

describe('a receipt code', () => {
  it('has 16 digits in four groups and is the same for the same submission', () => {
    expect(receiptCodeOf(SUBMISSION, KEY)).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    expect(receiptCodeOf(SUBMISSION, KEY)).toBe(receiptCodeOf(SUBMISSION.toUpperCase(), KEY));
  });

  it('cannot be told from the submission without the key', () => {
    expect(receiptCodeOf(SUBMISSION, 'another-key-of-the-tests')).not.toBe(receiptCodeOf(SUBMISSION, KEY));
  });

  it('is found again however its groups are written', () => {
    const code = receiptCodeOf(SUBMISSION, KEY);
    expect(receiptHashOf(code.replaceAll(' ', ''), KEY)).toBe(receiptHashOf(code, KEY));
    expect(receiptHashOf(code.replaceAll(' ', '-'), KEY)).toBe(receiptHashOf(code, KEY));
  });

  it('is nothing with fewer digits', () => {
    expect(receiptHashOf('1234 5678', KEY)).toBeNull();
  });
});
