import type { FastifyInstance } from 'fastify';
import type { IntakeReceipt, IntakeSubmission } from '../../schemas/intake.ts';
import type { Places } from '../backend/answers.ts';
import { BackendDown, BackendRefusal } from '../backend/backend-error.ts';
import { valueOf } from '../forms/form-body.ts';
import { emptyAskForm, QUESTION_PREFIX, readAskForm } from '../forms/read-ask-form.ts';
import { isLastFour, readReceiptCode } from '../forms/receipt-code.ts';
import type { TextKey } from '../languages/translate.ts';
import { askPage } from '../pages/ask-page.ts';
import { noticePage } from '../pages/notice-page.ts';
import type { Problem } from '../pages/problem-summary.ts';
import { receiptPage, savedPage } from '../pages/receipt-page.ts';
import type { PortalParts } from './portal-parts.ts';
import { showing } from './show-page.ts';
import type { FormRoute } from './show-page.ts';

/** How sending a form ended; without a receipt, what was typed stays on the page. */
type Outcome = { receipt: IntakeReceipt } | { problems: Problem[]; status: number; trouble?: TextKey };

/** While the case file cannot be read, what was chosen before stays on the page. */
const NO_CHOICES: Places = { districts: [], questions: [] };

/** `/ask`: a request for help, the code for it, and the proof that the code was written down. */
export function askRoutes(app: FastifyInstance, parts: PortalParts): void {
  app.get(
    '/ask',
    showing(async (context) => {
      const choices = await parts.choices();
      if (!choices) return { page: noticePage(context, 'ask.title', 'ask.unavailable'), status: 503 };
      const values = emptyAskForm(parts.newId(), context.language);
      return { page: askPage(context, { values, choices, problems: [] }) };
    }),
  );

  app.post<FormRoute>(
    '/ask',
    showing<FormRoute>(async (context, request) => {
      const choices = await parts.choices();
      const { values, problems, submission } = readAskForm(request.body, {
        choices,
        today: kampalaDay(parts.now()),
        newId: parts.newId,
      });
      const outcome = !submission
        ? { problems, status: 422 }
        : parts.maySend(request)
          ? await submit(parts, submission)
          : { problems, status: 429, trouble: 'ask.wait' as const };
      if ('receipt' in outcome) return { page: receiptPage(context, outcome.receipt, []), status: 201 };
      const { status, ...found } = outcome;
      return { page: askPage(context, { values, choices: choices ?? NO_CHOICES, ...found }), status };
    }),
  );

  app.post<FormRoute>(
    '/ask/saved',
    showing<FormRoute>((context, { body }) => {
      const receiptCode = readReceiptCode(valueOf(body, 'receiptCode'));
      if (receiptCode === null || isLastFour(valueOf(body, 'lastDigits'), receiptCode)) {
        return { page: savedPage(context) };
      }
      const receipt = { caseCode: valueOf(body, 'caseCode'), receiptCode };
      const problem: Problem = { field: 'lastDigits', text: 'problem.lastDigits' };
      return { page: receiptPage(context, receipt, [problem]), status: 422 };
    }),
  );
}

async function submit({ caseFile, log }: PortalParts, submission: IntakeSubmission): Promise<Outcome> {
  try {
    return { receipt: await caseFile.submit(submission) };
  } catch (error) {
    const problem = error instanceof BackendRefusal && problemAt(error.field);
    if (problem) return { problems: [problem], status: 422 };
    if (!(error instanceof BackendRefusal || error instanceof BackendDown)) throw error;
    log('error', 'request-not-saved', { reason: error instanceof BackendDown ? error.reason : error.code });
    return { problems: [], status: 503, trouble: 'ask.down' };
  }
}

/** What the case file found wrong with an input that a person can correct. */
function problemAt(field: string | null): Problem | null {
  if (field === 'areaCode') return { field, text: 'problem.areaCode' };
  return field?.startsWith('answers.')
    ? { field: field.replace('answers.', QUESTION_PREFIX), text: 'problem.answer' }
    : null;
}

/** Today where the cases are, which begins three hours before today in UTC. */
function kampalaDay(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Africa/Kampala' }).format(now);
}
