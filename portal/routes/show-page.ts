import type { FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify';
import type { FormBody } from '../forms/form-body.ts';
import { chooseLanguage, textsIn } from '../languages/translate.ts';
import { layout } from '../pages/layout.ts';
import type { Page, PageContext } from '../pages/layout.ts';

/** A page and the HTTP status it is sent with (200 if left out). */
export interface Shown {
  page: Page;
  status?: number;
}

/** A request that sent a form. */
export interface FormRoute extends RouteGenericInterface {
  Body: FormBody;
}

/** A route that answers with a page, in the language of the request. */
export function showing<Route extends RouteGenericInterface>(
  make: (context: PageContext, request: FastifyRequest<Route>) => Shown | Promise<Shown>,
): (request: FastifyRequest<Route>, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    const context = contextOf(request);
    const shown = await make(context, request);
    await sendPage(reply, context, shown);
  };
}

/** The language, texts and path for a request. */
export function contextOf(
  request: Pick<FastifyRequest, 'query' | 'headers' | 'method' | 'url'>,
): PageContext {
  const { lang } = request.query as Record<string, unknown>;
  const language = chooseLanguage(lang, request.headers['accept-language']);
  const path = request.method === 'GET' ? (request.url.split('?')[0] ?? '/') : null;
  return { language, t: textsIn(language), path };
}

/** Sends a page. */
export function sendPage(
  reply: FastifyReply,
  context: PageContext,
  { page, status = 200 }: Shown,
): FastifyReply {
  return reply
    .status(status)
    .header('content-language', context.language)
    .header('vary', 'accept-language')
    .type('text/html; charset=utf-8')
    .send(layout(context, page));
}
