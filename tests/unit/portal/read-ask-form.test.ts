import { describe, expect, it } from 'vitest';
import type { Places } from '../../../portal/backend/answers.ts';
import { parseFormBody } from '../../../portal/forms/form-body.ts';
import { readAskForm } from '../../../portal/forms/read-ask-form.ts';

const ID = '5f0c6d2e-9a56-4c5b-8e0e-3b1f8f0c9d11';
const NEW_ID = '00000000-0000-4000-8000-000000000000';
const complete = {
  submissionId: ID,
  story: 'They took my phone.',
  areaCode: 'UG-102',
  language: 'lg',
  consentToServices: 'yes',
};
const places: Places = { districts: [{ code: 'UG-102', name: 'Kampala' }], questions: [] };
const read = (body: Record<string, string>, choices: Places | null = places) =>
  readAskForm(body, { choices, today: '2026-03-31', newId: () => NEW_ID });
const problemsOf = (body: Record<string, string>) => read(body).problems.map(({ field }) => field);

describe('the request form', () => {
  it('needs no more than story, district and consent, and stores nothing that was left empty', () => {
    expect(read({ ...complete, name: '', phone: '  ' }).submission).toEqual({
      ...complete,
      channel: 'portal',
      isDetained: false,
      isChild: false,
      isSexualViolence: false,
      consentToServices: true,
      consentToStatistics: false,
    });
  });

  it('names every problem of an empty form, in the order of the page', () => {
    expect(problemsOf({})).toEqual(['story', 'areaCode', 'language', 'consentToServices']);
  });

  it.each([
    ['story', '   '],
    ['story', 'x'.repeat(10_001)],
    ['happenedOn', '31 March'],
    ['happenedOn', '2026-04-01'],
    ['happenedOn', '2026-02-30'],
    ['name', 'x'.repeat(201)],
    ['phone', '1'.repeat(41)],
    ['safeContact', 'x'.repeat(401)],
    ['language', 'xx'],
    ['consentToServices', 'no'],
  ])('refuses %s = %j and says so at this field only', (field, value) => {
    expect(problemsOf({ ...complete, [field]: value })).toEqual([field]);
  });

  it('refuses a district that is not in the list, but trusts any while the list is not known', () => {
    expect(read({ ...complete, areaCode: 'UG-999' }).problems).toEqual([
      { field: 'areaCode', text: 'problem.areaCode' },
    ]);
    expect(read({ ...complete, areaCode: 'UG-999' }, null).submission).not.toBeNull();
  });

  it('keeps what was typed, and the submission id, so that sending again cannot open a second case', () => {
    const { values } = read({ ...complete, consentToServices: '', name: '<b>Nakato</b>', isChild: 'yes' });
    expect(values).toMatchObject({ submissionId: ID, name: '<b>Nakato</b>', isChild: true });
  });

  it('takes answers to added questions by their field, without those left empty', () => {
    const body = { ...complete, 'question-is_armed': 'yes', 'question-how_many': '', 'question-$x': 'y' };
    expect(read(body).submission?.answers).toEqual({ is_armed: 'yes' });
    expect(problemsOf({ ...complete, 'question-note': 'x'.repeat(2001) })).toEqual(['question-note']);
  });

  it('replaces a submission id that is none', () => {
    expect(read({ ...complete, submissionId: "' or 1=1" }).values.submissionId).toBe(NEW_ID);
  });

  it('reads bodies without NUL and foreign line ends, and no prototype as a field', () => {
    expect(parseFormBody('story=a%00b%0D%0Ac&x=1&x=2')).toEqual({ story: 'ab\nc', x: '2' });
    expect(problemsOf(parseFormBody('__proto__=x&constructor=y') as Record<string, string>)).toContain(
      'story',
    );
  });
});
