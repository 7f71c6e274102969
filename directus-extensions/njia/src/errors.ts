/** Every coded error of the extension, in one place; Directus turns them into `{ errors: [{ message, extensions }] }`. */
import { createError } from '@directus/errors';

/** Which input is wrong, and what to do about it. */
interface FieldProblem {
  field: string;
  message: string;
}

/** A body or parameter that cannot be used. */
export const InvalidInput = createError<FieldProblem>('NJIA_INVALID_INPUT', ({ message }) => message, 400);

export const SignInNeeded = createError('NJIA_SIGN_IN_NEEDED', 'Sign in first.', 401);

/** The caller's role may not do this. */
export const RoleNotAllowed = createError<{ allowed: string }>(
  'NJIA_ROLE_NOT_ALLOWED',
  ({ allowed }) => `Only ${allowed} may do this.`,
  403,
);

export const TaskNotForYou = createError(
  'NJIA_TASK_NOT_FOR_YOU',
  'This task belongs to another group. Open the inbox to see the tasks you can work on.',
  403,
);

export const TaskTaken = createError(
  'NJIA_TASK_TAKEN',
  'A colleague took this task a moment ago. Choose another one, or ask them to give it back.',
  409,
);

export const TaskNotClaimed = createError(
  'NJIA_TASK_NOT_CLAIMED',
  'Claim this task before you work on it: a colleague may hold it.',
  409,
);

export const TaskGone = createError(
  'NJIA_TASK_GONE',
  'This task is no longer needed: the case went another way. Nothing was saved.',
  409,
);

export const TaskDone = createError(
  'NJIA_TASK_DONE',
  'This task was already completed by a colleague. Nothing was saved.',
  409,
);

export const CaseMissing = createError<{ field: string; collection: string }>(
  'NJIA_CASE_MISSING',
  ({ collection }) => `A row of "${collection}" must belong to a case. Set the field "case".`,
  400,
);

/** The row points at something its writer may not see; it is not said whether that exists. */
export const LinkNotAllowed = createError<{ field: string; collection: string }>(
  'NJIA_LINK_NOT_ALLOWED',
  ({ field }) => `The field "${field}" points at a row that you cannot use. Choose one you can open.`,
  403,
);

export const NoOffice = createError(
  'NJIA_NO_OFFICE',
  'No office takes requests for this area yet. An administrator must set "takes intake" on an office.',
  503,
);

export const NotFound = createError<{ what: string }>(
  'NJIA_NOT_FOUND',
  ({ what }) => `There is no such ${what}. Check the code and try again.`,
  404,
);

export const LinkInvalid = createError(
  'NJIA_LINK_INVALID',
  'This link is not valid. Use the link of the newest message, or call the office that wrote to you.',
  404,
);

export const OfferClosed = createError(
  'NJIA_OFFER_CLOSED',
  'This request was already answered, taken back, or its time is over. Nothing was changed.',
  409,
);

export const NoOfferYet = createError(
  'NJIA_NO_OFFER',
  'This referral has no offer number yet, so there is nothing to answer. Save the offer first.',
  409,
);

export const CaseNotClosed = createError(
  'NJIA_CASE_NOT_CLOSED',
  'Only a closed case can be reopened. This one is still being worked on.',
  409,
);
