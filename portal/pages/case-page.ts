import { textField } from '../html/fields.ts';
import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import type { TextKey } from '../languages/translate.ts';
import type { CaseStanding } from '../backend/answers.ts';
import { link } from './layout.ts';
import type { Page, PageContext } from './layout.ts';
import { notice, problemOf, problemSummary } from './problem-summary.ts';
import type { Problem } from './problem-summary.ts';

/** Statuses after which there is nothing left to withdraw from. */
const ENDED: readonly CaseStanding['status'][] = [
  'closed',
  'not_eligible',
  'duplicate',
  'redirected',
  'withdrawn',
];

/** Asks for the receipt code. */
export function codePage(
  { t, language }: PageContext,
  content: { typed: string; problems: Problem[]; trouble?: TextKey },
): Page {
  const { typed, problems, trouble } = content;
  return {
    title: 'case.title',
    hasProblems: problems.length > 0 || trouble !== undefined,
    body: html`${trouble && notice(t(trouble))}${problemSummary(problems, t)}
      <form method="post" action="${link('/case', language)}" autocomplete="off" novalidate>
        ${textField(
          {
            name: 'receiptCode',
            label: t('case.code'),
            hint: t('case.intro'),
            value: typed,
            problem: problemOf(problems, 'receiptCode', t),
          },
          html`inputmode="numeric" maxlength="30" autocomplete="off"`,
        )}
        <button type="submit">${t('case.show')}</button>
      </form>`,
  };
}

/** Where the request stands, and the way to withdraw. */
export function casePage({ t, language }: PageContext, standing: CaseStanding, receiptCode: string): Page {
  return {
    title: 'case.title',
    body: html`<dl>
        <dt>${t('case.case')}</dt>
        <dd>${standing.caseCode}</dd>
        <dt>${t('case.status')}</dt>
        <dd>${t(`status.${standing.status}`)}</dd>
        <dt>${t('case.next')}</dt>
        <dd>${t(`status.${standing.status}.next`)}</dd>
      </dl>
      ${
        !ENDED.includes(standing.status) &&
        html`<h2>${t('case.withdraw')}</h2>
          <p class="hint">${t('case.withdraw.hint')}</p>
          ${codeForm(link('/case/withdraw', language), receiptCode, html`<button type="submit" class="second">${t('case.withdraw')}</button>`)}`
      }`,
  };
}

/** Asks once more before consent is withdrawn. */
export function withdrawPage({ t, language }: PageContext, receiptCode: string, trouble?: TextKey): Page {
  const yes = html`<button type="submit">${t('withdraw.yes')}</button>`;
  const no = html`<button type="submit" class="second">${t('withdraw.no')}</button>`;
  return {
    title: 'withdraw.title',
    hasProblems: trouble !== undefined,
    body: html`${trouble && notice(t(trouble))}
      <p>${t('withdraw.effect')}</p>
      <div class="choices">
        ${codeForm(link('/case/withdraw/confirmed', language), receiptCode, yes)}
        ${codeForm(link('/case', language), receiptCode, no)}
      </div>`,
  };
}

/** The code travels in the body of a form, never in an address, which browsers and proxies remember. */
function codeForm(action: string, receiptCode: string, button: Html): Html {
  return html`<form method="post" action="${action}" autocomplete="off">
    <input type="hidden" name="receiptCode" value="${receiptCode}" />
    ${button}
  </form>`;
}
