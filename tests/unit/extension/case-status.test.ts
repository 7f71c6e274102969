import { describe, expect, it } from 'vitest';
import { caseChangeOnTask } from '../../../directus-extensions/njia/src/cases/case-status.ts';
import { caseCode } from '../../../directus-extensions/njia/src/cases/case-number.ts';

const NOW = new Date('2026-05-04T10:00:00Z');
const aCase = (status: string) => ({ status, opened_at: null, closed_at: null });

describe('the status of a case', () => {
  it('follows the task that waits for somebody', () => {
    expect(caseChangeOnTask('register-case', aCase('received'), NOW)).toEqual({ status: 'registration' });
  });

  it('opens the case when casework begins', () => {
    expect(caseChangeOnTask('assess-needs', aCase('registration'), NOW)).toEqual({
      status: 'assessment',
      opened_at: NOW.toISOString(),
    });
  });

  it('is no longer closed when a closed case is worked on again', () => {
    const closed = { status: 'closed', opened_at: NOW, closed_at: NOW };
    expect(caseChangeOnTask('review-case', closed, NOW)).toEqual({ status: 'monitoring', closed_at: null });
  });

  it.each(['choose-provider', 'a-step-of-an-administrator'])('stays as it is for %s', (element) => {
    expect(caseChangeOnTask(element, aCase('planning'), NOW)).toBeNull();
  });
});

describe('the code of a case', () => {
  it('names the year and a number of at least six digits', () => {
    expect(caseCode(2026, 123)).toBe('HRD-2026-000123');
    expect(caseCode(2026, 1_234_567)).toBe('HRD-2026-1234567');
  });
});
