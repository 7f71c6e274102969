import type { CaseStatus } from '../../../../schemas/codes.ts';

/** What comes next, in words for the person who asked for help. Says nothing that would tell an onlooker what happened. */
export function nextStep(status: CaseStatus): string {
  return NEXT_STEPS[status];
}

const NEXT_STEPS: Readonly<Record<CaseStatus, string>> = {
  received: 'An officer reads your request and decides how urgent it is.',
  registration: 'An officer checks your request and may contact you in the way you said is safe.',
  assessment: 'An officer finds out with you what you need.',
  planning: 'An officer makes a plan with you.',
  implementation: 'The plan is being carried out. Organisations that can help are being asked.',
  monitoring: 'An officer asks you how you are doing and whether the help arrived.',
  closing: 'The work is coming to an end. An officer talks with you about it.',
  closed:
    'The work on your request has ended. If you need help again, send a new request or call the office.',
  not_eligible: 'This office cannot take your request. Call the office to hear who can help.',
  duplicate: 'Your request belongs to an earlier one, which is being worked on.',
  redirected: 'Another organisation takes care of your request.',
  withdrawn: 'You withdrew your request. Nothing is shared any more.',
};
