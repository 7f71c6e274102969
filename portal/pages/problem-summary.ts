import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import type { TextKey, Translate } from '../languages/translate.ts';

/** What is wrong with which field of a form. */
export interface Problem {
  field: string;
  text: TextKey;
  /** The question as the person reads it, where the text does not name it. */
  about?: string;
}

/** All problems at the top of a form, each a link to its field; takes the focus when the page opens. */
export function problemSummary(problems: Problem[], t: Translate): Html {
  if (problems.length === 0) return html``;
  const items = problems.map(
    ({ field, text, about }) => html`<li><a href="#${field}">${about && `${about}: `}${t(text)}</a></li>`,
  );
  return html`<div class="notice" role="alert" tabindex="-1" autofocus aria-labelledby="problems">
    <h2 id="problems">${t('problems.title')}</h2>
    <ul>
      ${items}
    </ul>
  </div>`;
}

/** The text for one field, if something is wrong with it. */
export function problemOf(problems: Problem[], field: string, t: Translate): string | undefined {
  const problem = problems.find((candidate) => candidate.field === field);
  return problem && t(problem.text);
}

/** Something that went wrong outside the form; takes the focus when the page opens. */
export function notice(text: string): Html {
  return html`<div class="notice" role="alert" tabindex="-1" autofocus><p>${text}</p></div>`;
}
