import { html } from '../html/html.ts';
import { link } from './layout.ts';
import type { Page, PageContext } from './layout.ts';

/** Where everybody begins. */
export function homePage({ t, language }: PageContext): Page {
  return {
    title: 'home.title',
    body: html`<p>${t('home.intro')}</p>
      <p>${t('home.free')}</p>
      <div class="choices">
        <a class="button" href="${link('/ask', language)}">${t('home.ask')}</a>
        <a class="button second" href="${link('/case', language)}">${t('home.case')}</a>
      </div>
      <h2>${t('home.safety')}</h2>
      <ul>
        <li>${t('home.safety.device')}</li>
        <li>${t('home.safety.leave')}</li>
        <li>${t('home.safety.history')}</li>
      </ul>`,
  };
}
