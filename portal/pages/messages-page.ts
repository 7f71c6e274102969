import { html } from '../html/html.ts';
import type { SentMessage } from '../backend/answers.ts';
import type { Page, PageContext } from './layout.ts';

/** The messages of the demo, newest first. */
export function messagesPage({ t }: PageContext, messages: SentMessage[]): Page {
  const rows = messages.map(
    (message) =>
      html`<tr>
        <td>${message.sentAt?.slice(0, 16).replace('T', ' ')}</td>
        <td>${message.recipient}</td>
        <td>${message.caseCode}</td>
        <td>${message.verb}</td>
        <td>
          ${answerPath(message.link) && html`<a href="${answerPath(message.link)}">${t('messages.open')}</a>`}
        </td>
      </tr>`,
  );
  const headings = (['sent', 'to', 'case', 'about', 'link'] as const).map(
    (column) => html`<th scope="col">${t(`messages.${column}`)}</th>`,
  );
  return {
    title: 'messages.title',
    body: html`<p>${t('messages.intro')}</p>
      ${
        messages.length === 0
          ? html`<p>${t('messages.none')}</p>`
          : html`<div class="table" tabindex="0" role="region" aria-label="${t('messages.title')}">
              <table>
                <thead>
                  <tr>
                    ${headings}
                  </tr>
                </thead>
                <tbody>
                  ${rows}
                </tbody>
              </table>
            </div>`
      }`,
  };
}

/** Only links to this site's answer pages are shown, whatever a message holds. */
function answerPath(link: string | null): string | null {
  return /\/answer\/[\w.-]+$/.exec(link ?? '')?.[0] ?? null;
}
