import { textField } from '../html/fields.ts';
import { html } from '../html/html.ts';
import type { IntakeReceipt } from '../../schemas/intake.ts';
import { link } from './layout.ts';
import type { Page, PageContext } from './layout.ts';
import { problemOf, problemSummary } from './problem-summary.ts';
import type { Problem } from './problem-summary.ts';

/** The code, shown until the person has proved that it is written down: one careless click must not lose a case. */
export function receiptPage({ t, language }: PageContext, receipt: IntakeReceipt, problems: Problem[]): Page {
  return {
    title: 'receipt.title',
    hasProblems: problems.length > 0,
    body: html`${problemSummary(problems, t)}
      <h2>${t('receipt.write')}</h2>
      <div class="notice calm">
        <p id="code-label">${t('receipt.code')}</p>
        <p class="code" aria-labelledby="code-label">${receipt.receiptCode}</p>
      </div>
      <p>${t('receipt.why')}</p>
      <dl>
        <dt>${t('receipt.case')}</dt>
        <dd>${receipt.caseCode}</dd>
      </dl>
      <form method="post" action="${link('/ask/saved', language)}" autocomplete="off" novalidate>
        <input type="hidden" name="caseCode" value="${receipt.caseCode}" />
        <input type="hidden" name="receiptCode" value="${receipt.receiptCode}" />
        ${textField(
          {
            name: 'lastDigits',
            label: t('receipt.confirm'),
            value: '',
            problem: problemOf(problems, 'lastDigits', t),
          },
          html`inputmode="numeric" maxlength="6"`,
        )}
        <button type="submit">${t('receipt.saved')}</button>
      </form>`,
  };
}

/** What happens now, after the code was written down. */
export function savedPage({ t, language }: PageContext): Page {
  return {
    title: 'saved.title',
    body: html`<p>${t('saved.next')}</p>
      <p>${t('saved.return')}</p>
      <p><a href="${link('/case', language)}">${t('home.case')}</a></p>
      <p>${t('home.safety.history')}</p>`,
  };
}
