import type { FastifyInstance } from 'fastify';
import type { IntakeReceipt, IntakeSubmission } from '../../schemas/intake.ts';
import { BackendDown, BackendRefusal } from '../backend/backend-error.ts';
import { valueOf } from '../forms/form-body.ts';
import { emptyAskForm, readAskForm } from '../forms/read-ask-form.ts';
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

/** `/ask`: a request for help, the code for it, and the proof that the code was written down. */
export function askRoutes(app: FastifyInstance, parts: PortalParts): void {
  app.get(
    '/ask',
    showing(async (context) => {
      const districts = await parts.districts();
      if (!districts) return { page: noticePage(context, 'ask.title', 'ask.unavailable'), status: 503 };
      const values = emptyAskForm(parts.newId(), context.language);
      return { page: askPage(context, { values, districts, problems: [] }) };
    }),
  );

  app.post<FormRoute>(
    '/ask',
    showing<FormRoute>(async (context, request) => {
      const districts = await parts.districts();
      const { values, problems, submission } = readAskForm(request.body, {
        isDistrict: districts && ((code) => districts.some(([known]) => known === code)),
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
      return { page: askPage(context, { values, districts: districts ?? [], ...found }), status };
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
    if (error instanceof BackendRefusal && error.field === 'areaCode') {
      return { problems: [{ field: 'areaCode', text: 'problem.areaCode' }], status: 422 };
    }
    if (!(error instanceof BackendRefusal || error instanceof BackendDown)) throw error;
    log('error', 'request-not-saved', { reason: error instanceof BackendDown ? error.reason : error.code });
    return { problems: [], status: 503, trouble: 'ask.down' };
  }
}

/** Today where the cases are, which begins three hours before today in UTC. */
function kampalaDay(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Africa/Kampala' }).format(now);
}
