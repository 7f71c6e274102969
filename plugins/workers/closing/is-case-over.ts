import type { CaseStatus } from '../../../schemas/codes.ts';

const WAYS_OUT: readonly CaseStatus[] = ['closed', 'not_eligible', 'duplicate', 'redirected', 'withdrawn'];

/** Whether nothing more is to be done for a case with this status. */
export function isCaseOver(status: CaseStatus): boolean {
  return WAYS_OUT.includes(status);
}
