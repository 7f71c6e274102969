import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import { LANGUAGES, textsIn } from '../languages/translate.ts';
import type { Language, TextKey, Translate } from '../languages/translate.ts';
import { STYLE_ELEMENT } from './style.ts';

/** What every page knows about the request it answers. */
export interface PageContext {
  language: Language;
  t: Translate;
  /** Path at which this page can be had in another language; null for answers to a form, which a link would lose. */
  path: string | null;
}

/** One page: its title, what is on it, and whether something must be corrected first. */
export interface Page {
  title: TextKey;
  body: Html;
  hasProblems?: boolean;
}

/** The whole document around a page. */
export function layout(context: PageContext, page: Page): string {
  const { t, language } = context;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.hasProblems && `${t('problem.prefix')} `}${t(page.title)} – ${t('site.name')}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#content">${t('site.skip')}</a>
        <header>
          <a class="site" href="${link('/', language)}">${t('site.name')}</a>
          ${languageLinks(context)}
          <a class="leave" href="/leave" rel="noreferrer">${t('site.leave')}</a>
        </header>
        <main id="content" tabindex="-1">
          <h1>${t(page.title)}</h1>
          ${page.body}
        </main>
        <footer><p>${t('site.footer')}</p></footer>
      </body>
    </html>`.text;
}

/** A path of this site in the language of the page. */
export function link(path: string, language: Language): string {
  return `${path}?lang=${language}`;
}

function languageLinks({ path, language, t }: PageContext): Html {
  if (path === null) return html``;
  const links = LANGUAGES.map((other) =>
    other === language
      ? html`<span aria-current="true" lang="${other}">${textsIn(other)('language.name')}</span>`
      : html`<a href="${link(path, other)}" lang="${other}" hreflang="${other}"
          >${textsIn(other)('language.name')}</a
        >`,
  );
  return html`<nav aria-label="${t('site.languages')}">${links}</nav>`;
}
