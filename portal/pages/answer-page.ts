import { textArea } from '../html/fields.ts';
import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import { localTime } from '../html/local-time.ts';
import type { OfferSummary } from '../../schemas/answers.ts';
import { DECLINE_REASONS } from '../../schemas/codes.ts';
import type { TextKey } from '../languages/translate.ts';
import { link } from './layout.ts';
import type { Page, PageContext } from './layout.ts';
import { notice, problemOf, problemSummary } from './problem-summary.ts';
import type { Problem } from './problem-summary.ts';

/** What a provider typed before, when something was wrong with it. */
export interface AnswerValues {
  reason: string;
  note: string;
}

/** The offer, and the two ways to answer it. `path`: `/answer/` and the token of the link. */
export function answerPage(
  { t, language }: PageContext,
  path: string,
  content: { offer: OfferSummary; values: AnswerValues; problems: Problem[]; trouble?: TextKey },
): Page {
  const { offer, problems, trouble } = content;
  return {
    title: 'answer.title',
    hasProblems: problems.length > 0 || trouble !== undefined,
    body: html`${trouble && notice(t(trouble))}${problemSummary(problems, t)}
      ${offerFacts({ t, language }, offer)}
      <h2>${t('answer.accept.title')}</h2>
      <p class="hint">${t('answer.accept.hint')}</p>
      <form method="post" action="${link(path, language)}">
        <input type="hidden" name="answer" value="accepted" />
        <button type="submit">${t('answer.accept')}</button>
      </form>
      <h2>${t('answer.decline.title')}</h2>
      <p class="hint">${t('answer.decline.hint')}</p>
      <form method="post" action="${link(path, language)}" autocomplete="off" novalidate>
        <input type="hidden" name="answer" value="declined" />
        ${declineFields({ t }, content)}
        <button type="submit" class="second">${t('answer.decline')}</button>
      </form>`,
  };
}

function offerFacts({ t, language }: Pick<PageContext, 't' | 'language'>, offer: OfferSummary): Html {
  const rows: [TextKey, string][] = [
    ['answer.case', offer.caseCode],
    ['answer.service', offer.service],
    ['answer.area', offer.area ?? t('answer.area.unknown')],
    ['answer.urgency', offer.urgency ? t(`risk.${offer.urgency}`) : t('answer.urgency.unknown')],
  ];
  if (offer.answerDueAt) rows.push(['answer.due', localTime(offer.answerDueAt, language, 'full')]);
  if (offer.safetyNote) rows.push(['answer.safety', offer.safetyNote]);
  return html`<dl>
    ${rows.map(
      ([key, text]) =>
        html`<dt>${t(key)}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`;
}

function declineFields(
  { t }: Pick<PageContext, 't'>,
  { values, problems }: { values: AnswerValues; problems: Problem[] },
): Html {
  const problem = problemOf(problems, 'reason', t);
  const reasons = DECLINE_REASONS.map(
    (reason, index) =>
      html`<div class="tick">
        <input
          type="radio"
          name="reason"
          id="${index === 0 ? 'reason' : `reason-${reason}`}"
          value="${reason}"
          ${reason === values.reason && html`checked`}
        />
        <label for="${index === 0 ? 'reason' : `reason-${reason}`}">${t(`reason.${reason}`)}</label>
      </div>`,
  );
  return html`<fieldset class="${problem && 'wrong'}" ${problem && html`aria-describedby="reason-problem"`}>
      <legend>${t('answer.reason')}</legend>
      ${problem && html`<p class="problem" id="reason-problem">${problem}</p>`} ${reasons}
    </fieldset>
    ${textArea(
      {
        name: 'note',
        label: t('answer.note'),
        hint: t('answer.note.hint'),
        value: values.note,
        problem: problemOf(problems, 'note', t),
      },
      html`rows="4" maxlength="1000"`,
    )}`;
}
