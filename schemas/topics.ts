/**
 * What each external task topic takes from the process and gives back: the contract between BPMN and worker. Ids, codes,
 * numbers and dates only, because process variables are readable by everyone who may look at the engine.
 */
import { z } from 'zod';
import { CaseStatus, RiskLevel } from './codes.ts';

const IsoDuration = z.string().regex(/^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/);
const NoOutput = z.object({});

/** Risk, likely duplicates and due dates of a new case. */
export const ScreenCaseInput = z.object({ caseId: z.uuid() });
/** What screening tells the pathway. */
export const ScreenCaseOutput = z.object({
  riskLevel: RiskLevel,
  /** How many; which ones and why is stored with the case. */
  likelyDuplicates: z.int().min(0),
  registrationDueAt: z.date(),
  assessmentDueAt: z.date(),
  planDueAt: z.date(),
  closureDueAt: z.date(),
  followUpEvery: IsoDuration,
  reviewEvery: IsoDuration,
});

/** Providers who could take a referral. */
export const MatchProvidersInput = z.object({ referralId: z.uuid() });
/** How many were found; who and why is stored with the referral. */
export const MatchProvidersOutput = z.object({ candidateCount: z.int().min(0) });

/** Offers a referral to the provider an officer chose. */
export const SendOfferInput = z.object({ referralId: z.uuid() });
/** Until when the pathway waits for which answer. */
export const SendOfferOutput = z.object({
  answerDueAt: z.date(),
  /** An answer is correlated by referral and number, so that a late one does not answer the next offer. */
  offerNumber: z.int().min(1),
});

/** Notes that the provider did not answer in time. */
export const RecordNoResponseInput = z.object({ referralId: z.uuid() });
/** Nothing: the referral says it all. */
export const RecordNoResponseOutput = NoOutput;

/** Tells the office that a step is due. */
export const SendReminderInput = z.object({
  caseId: z.uuid(),
  /** Element id of the step that waits. @default "follow-up" */
  reminderKind: z.string().min(1).max(100).default('follow-up'),
});
/** Nothing: the message is recorded in Directus. */
export const SendReminderOutput = NoOutput;

/** Closes the books of a case. */
export const SummariseClosureInput = z.object({
  caseId: z.uuid(),
  /** Status the case ends with. @default "closed" */
  exitStatus: CaseStatus.extract(['closed', 'not_eligible', 'duplicate', 'redirected', 'withdrawn']).default(
    'closed',
  ),
});
/** Nothing: the case says it all. */
export const SummariseClosureOutput = NoOutput;
