import { html } from '../html/html.ts';
import type { OfferSummary, ProviderAnswer } from '../../schemas/answers.ts';
import type { TextKey } from '../languages/translate.ts';
import type { Page, PageContext } from './layout.ts';

/** Thanks for an answer. */
export function answeredPage({ t }: PageContext, answer: ProviderAnswer['answer']): Page {
  return {
    title: 'answered.title',
    body: html`<p>${t(`answered.${answer}`)}</p>
      <p>${t('answered.close')}</p>`,
  };
}

const CLOSED_TEXTS: Partial<Record<OfferSummary['state'], TextKey>> = {
  accepted: 'closed.accepted',
  declined: 'closed.declined',
  no_response: 'closed.no_response',
  cancelled: 'closed.cancelled',
};

/** Why an offer can no longer be answered; `state` is null when somebody answered at this very moment. */
export function closedPage({ t }: PageContext, state: OfferSummary['state'] | null): Page {
  return {
    title: 'closed.title',
    body: html`<p>${t((state && CLOSED_TEXTS[state]) ?? 'closed.other')}</p>`,
  };
}
