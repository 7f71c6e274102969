import { html } from '../html/html.ts';
import type { TextKey } from '../languages/translate.ts';
import { link } from './layout.ts';
import type { Page, PageContext } from './layout.ts';

/** A page that only says something, for example that a link no longer works. */
export function noticePage({ t, language }: PageContext, title: TextKey, text: TextKey): Page {
  return {
    title,
    body: html`<p>${t(text)}</p>
      <p><a href="${link('/', language)}">${t('site.home')}</a></p>`,
  };
}
