import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BackendDown, BackendRefusal } from '../backend/backend-error.ts';
import { valueOf } from '../forms/form-body.ts';
import { readReceiptCode } from '../forms/receipt-code.ts';
import type { TextKey } from '../languages/translate.ts';
import { casePage, codePage, withdrawPage } from '../pages/case-page.ts';
import type { PageContext } from '../pages/layout.ts';
import { noticePage } from '../pages/notice-page.ts';
import type { PortalParts } from './portal-parts.ts';
import { showing } from './show-page.ts';
import type { FormRoute, Shown } from './show-page.ts';

/** `/case`: where a request stands, and withdrawing consent. */
export function caseRoutes(app: FastifyInstance, parts: PortalParts): void {
  const withCode = (act: (context: PageContext, receiptCode: string) => Shown | Promise<Shown>) =>
    showing<FormRoute>((context, request) => actOnCode(parts, context, request, act));

  app.get(
    '/case',
    showing((context) => ({ page: codePage(context, { typed: '', problems: [] }) })),
  );
  app.post<FormRoute>(
    '/case',
    withCode(async (context, receiptCode) => ({
      page: casePage(context, await parts.caseFile.standing(receiptCode), receiptCode),
    })),
  );
  app.post<FormRoute>(
    '/case/withdraw',
    withCode((context, receiptCode) => ({ page: withdrawPage(context, receiptCode) })),
  );
  app.post<FormRoute>(
    '/case/withdraw/confirmed',
    withCode((context, receiptCode) => withdraw(parts, context, receiptCode)),
  );
}

async function withdraw(
  { caseFile, log }: PortalParts,
  context: PageContext,
  receiptCode: string,
): Promise<Shown> {
  try {
    await caseFile.withdraw(receiptCode);
    return { page: noticePage(context, 'withdrawn.title', 'withdrawn.text') };
  } catch (error) {
    if (!(error instanceof BackendDown)) throw error;
    log('error', 'withdrawal-not-saved', { reason: error.reason });
    return { page: withdrawPage(context, receiptCode, 'notice.down.text'), status: 503 };
  }
}

/** Acts with the code that was typed; a code that is none, is unknown or cannot be looked up is asked for again. */
async function actOnCode(
  { maySend, log }: PortalParts,
  context: PageContext,
  request: FastifyRequest<FormRoute>,
  act: (context: PageContext, receiptCode: string) => Shown | Promise<Shown>,
): Promise<Shown> {
  const typed = valueOf(request.body, 'receiptCode').slice(0, 40);
  const askAgain = (status: number, wrong: { problem?: TextKey; trouble?: TextKey }): Shown => {
    const { problem, ...trouble } = wrong;
    const problems = problem ? [{ field: 'receiptCode', text: problem }] : [];
    return { page: codePage(context, { typed, problems, ...trouble }), status };
  };
  const receiptCode = readReceiptCode(typed);
  if (receiptCode === null) return askAgain(422, { problem: 'problem.receiptCode' });
  if (!maySend(request)) return askAgain(429, { trouble: 'case.wait' });
  try {
    return await act(context, receiptCode);
  } catch (error) {
    if (error instanceof BackendRefusal) return askAgain(404, { problem: 'problem.unknownCode' });
    if (!(error instanceof BackendDown)) throw error;
    log('error', 'case-not-read', { reason: error.reason });
    return askAgain(503, { trouble: 'case.down' });
  }
}
