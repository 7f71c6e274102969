import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProviderAnswer } from '../../schemas/answers.ts';
import { BackendDown, BackendRefusal } from '../backend/backend-error.ts';
import { valueOf } from '../forms/form-body.ts';
import type { TextKey } from '../languages/translate.ts';
import { answerPage } from '../pages/answer-page.ts';
import type { AnswerValues } from '../pages/answer-page.ts';
import { answeredPage, closedPage } from '../pages/answered-page.ts';
import type { PageContext } from '../pages/layout.ts';
import { noticePage } from '../pages/notice-page.ts';
import type { Problem } from '../pages/problem-summary.ts';
import type { PortalParts } from './portal-parts.ts';
import { showing } from './show-page.ts';
import type { FormRoute, Shown } from './show-page.ts';

interface LinkRoute {
  Params: { token: string };
}

/** What is shown again when an answer could not be taken. */
interface Again {
  values: AnswerValues;
  problems: Problem[];
  trouble?: TextKey;
}

const NEW: Again = { values: { reason: '', note: '' }, problems: [] };

/** `/answer/:token`: a provider reads an offer and answers it. Reading changes nothing: mail programs open links unasked. */
export function answerRoutes(app: FastifyInstance, parts: PortalParts): void {
  app.get<LinkRoute>(
    '/answer/:token',
    showing<LinkRoute>((context, { params }) =>
      withLink(parts, context, () => showOffer(parts, context, params.token)),
    ),
  );
  app.post<LinkRoute & FormRoute>(
    '/answer/:token',
    showing<LinkRoute & FormRoute>((context, request) =>
      withLink(parts, context, () => takeAnswer(parts, context, request)),
    ),
  );
}

async function takeAnswer(
  parts: PortalParts,
  context: PageContext,
  request: FastifyRequest<LinkRoute & FormRoute>,
): Promise<Shown> {
  const { token } = request.params;
  const values = { reason: valueOf(request.body, 'reason'), note: valueOf(request.body, 'note') };
  const answer = ProviderAnswer.safeParse({
    answer: valueOf(request.body, 'answer'),
    ...(values.reason && { reason: values.reason }),
    ...(values.note && { note: values.note }),
  });
  if (!answer.success) {
    const wrong = new Set(answer.error.issues.map((issue) => String(issue.path[0])));
    const field = wrong.has('note') ? 'note' : 'reason';
    const problems: Problem[] = [{ field, text: `problem.${field}` }];
    return { ...(await showOffer(parts, context, token, { values, problems })), status: 422 };
  }
  if (!parts.maySend(request)) {
    const again: Again = { values, problems: [], trouble: 'notice.wait.text' };
    return { ...(await showOffer(parts, context, token, again)), status: 429 };
  }
  await parts.caseFile.answer(token, answer.data);
  return { page: answeredPage(context, answer.data.answer) };
}

async function showOffer(
  { caseFile }: PortalParts,
  context: PageContext,
  token: string,
  again: Again = NEW,
): Promise<Shown> {
  const offer = await caseFile.offer(token);
  if (!offer.canAnswer) return { page: closedPage(context, offer.state) };
  return { page: answerPage(context, `/answer/${encodeURIComponent(token)}`, { offer, ...again }) };
}

async function withLink(
  { log }: PortalParts,
  context: PageContext,
  act: () => Promise<Shown>,
): Promise<Shown> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof BackendRefusal && error.status === 409) {
      return { page: closedPage(context, null), status: 409 };
    }
    if (error instanceof BackendRefusal) {
      return { page: noticePage(context, 'link.title', 'link.text'), status: 404 };
    }
    if (!(error instanceof BackendDown)) throw error;
    log('error', 'answer-not-possible', { reason: error.reason });
    return { page: noticePage(context, 'notice.down', 'answer.down'), status: 503 };
  }
}
