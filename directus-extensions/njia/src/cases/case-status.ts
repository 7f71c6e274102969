import type { CaseStatus } from '../../../../schemas/codes.ts';

/**
 * Where a case stands once a task of this BPMN element waits for somebody. Elements that are not named here (referrals,
 * an administrator's own steps) leave the status alone; the ways out are set by the workers that close a case.
 */
const STATUS_OF_ELEMENT: Readonly<Record<string, CaseStatus>> = {
  'register-case': 'registration',
  'assess-needs': 'assessment',
  'make-plan': 'planning',
  'revise-plan': 'planning',
  'approve-plan': 'planning',
  'implement-plan': 'implementation',
  'follow-up': 'monitoring',
  'review-case': 'monitoring',
  'close-case': 'closing',
};

/** Statuses in which the casework has begun: reaching one of them opens the case. */
const OPENED: readonly CaseStatus[] = ['assessment', 'planning', 'implementation', 'monitoring', 'closing'];

/** The change of the case row when a task of this element appears; null when there is none. */
export function caseChangeOnTask(
  elementId: string,
  current: { status: string; opened_at: unknown; closed_at: unknown },
  now: Date,
): Record<string, unknown> | null {
  const status = STATUS_OF_ELEMENT[elementId];
  if (!status || status === current.status) return null;
  return {
    status,
    ...(OPENED.includes(status) && !current.opened_at ? { opened_at: now.toISOString() } : {}),
    // A case that is worked on again is not closed any more.
    ...(current.closed_at ? { closed_at: null } : {}),
  };
}
