import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import { localTime } from '../html/local-time.ts';
import type { SentMessage } from '../backend/answers.ts';
import type { Page, PageContext } from './layout.ts';

/** The messages of the demo, newest first; a list and not a table, so that a phone shows the whole of each. */
export function messagesPage(context: PageContext, messages: SentMessage[]): Page {
  const { t } = context;
  return {
    title: 'messages.title',
    body: html`<p>${t('messages.intro')}</p>
      ${
        messages.length === 0
          ? html`<p>${t('messages.none')}</p>`
          : html`<ul class="rows">
              ${messages.map((message) => messageRow(context, message))}
            </ul>`
      }`,
  };
}

function messageRow({ t, language }: PageContext, message: SentMessage): Html {
  const { caseCode, recipient, sentAt, verb } = message;
  const path = answerPath(message.link);
  const name = `${t('messages.open')}: ${caseCode}, ${recipient}`;
  return html`<li>
    <p><strong>${caseCode}</strong> ${verb}</p>
    <p class="hint">
      ${t('messages.to')}: ${recipient}
      ${sentAt && html`<br />${t('messages.sent')}: ${localTime(sentAt, language, 'medium')}`}
    </p>
    ${path && html`<p><a href="${path}" aria-label="${name}">${t('messages.open')}</a></p>`}
  </li>`;
}

/** Only links to this site's answer pages are shown, whatever a message holds. */
function answerPath(link: string | null): string | null {
  return /\/answer\/[\w.-]+$/.exec(link ?? '')?.[0] ?? null;
}
