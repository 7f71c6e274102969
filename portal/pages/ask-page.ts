import { choiceField, textArea, textField, tickBox } from '../html/fields.ts';
import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import { ANSWER_LANGUAGES } from '../languages/translate.ts';
import type { TextKey } from '../languages/translate.ts';
import type { Places } from '../backend/answers.ts';
import type { AskValues } from '../forms/read-ask-form.ts';
import { link } from './layout.ts';
import type { Page, PageContext } from './layout.ts';
import { addedQuestions, namingQuestions } from './added-questions.ts';
import { notice, problemOf, problemSummary } from './problem-summary.ts';
import type { Problem } from './problem-summary.ts';

/** What the request form shows. */
export interface AskPageContent {
  values: AskValues;
  choices: Places;
  problems: Problem[];
  /** Why it could not be saved; the form then stays as it is, to be sent again. */
  trouble?: TextKey;
}

/** The request for help. */
export function askPage(context: PageContext, content: AskPageContent): Page {
  const { t, language } = context;
  const { trouble, problems, values, choices } = content;
  return {
    title: 'ask.title',
    hasProblems: problems.length > 0 || trouble !== undefined,
    body: html`${trouble && notice(t(trouble))}${problemSummary(namingQuestions(problems, choices.questions, language), t)}
      <p>${t('ask.intro')}</p>
      <form method="post" action="${link('/ask', language)}" autocomplete="off" novalidate>
        <input type="hidden" name="submissionId" value="${values.submissionId}" />
        ${whatHappened(context, content)} ${urgentFacts(context, content)} ${addedQuestions(context, content)}
        ${contact(context, content)} ${consent(context, content)}
        <p><button type="submit">${t(trouble ? 'ask.retry' : 'ask.send')}</button></p>
      </form>`,
  };
}

function whatHappened({ t }: PageContext, { values, problems, choices }: AskPageContent): Html {
  const districts = choices.districts.map(({ code, name }): [string, string] => [code, name]);
  const isListed = districts.some(([code]) => code === values.areaCode);
  if (values.areaCode && !isListed) districts.push([values.areaCode, values.areaCode]);
  return html`<fieldset>
    <legend>${t('ask.what')}</legend>
    ${textArea(
      {
        name: 'story',
        label: t('ask.story'),
        hint: t('ask.story.hint'),
        value: values.story,
        problem: problemOf(problems, 'story', t),
      },
      html`rows="8" maxlength="10000" required`,
    )}
    ${choiceField(
      {
        name: 'areaCode',
        label: t('ask.area'),
        value: values.areaCode,
        problem: problemOf(problems, 'areaCode', t),
      },
      districts,
      t('ask.area.choose'),
    )}
    ${textField(
      {
        name: 'happenedOn',
        label: t('ask.happenedOn'),
        hint: t('ask.happenedOn.hint'),
        value: values.happenedOn,
        problem: problemOf(problems, 'happenedOn', t),
      },
      html`type="date"`,
    )}
  </fieldset>`;
}

function urgentFacts({ t }: PageContext, { values }: AskPageContent): Html {
  return html`<fieldset aria-describedby="now-hint">
    <legend>${t('ask.now')}</legend>
    <p class="hint" id="now-hint">${t('ask.now.hint')}</p>
    ${tickBox({ name: 'isDetained', label: t('ask.isDetained') }, values.isDetained)}
    ${tickBox({ name: 'isChild', label: t('ask.isChild') }, values.isChild)}
    ${tickBox({ name: 'isSexualViolence', label: t('ask.isSexualViolence') }, values.isSexualViolence)}
  </fieldset>`;
}

function contact({ t }: PageContext, { values, problems }: AskPageContent): Html {
  const field = (name: 'name' | 'phone' | 'safeContact') => ({
    name,
    label: t(`ask.${name}`),
    value: values[name],
    problem: problemOf(problems, name, t),
  });
  return html`<fieldset aria-describedby="contact-hint">
    <legend>${t('ask.contact')}</legend>
    <p class="hint" id="contact-hint">${t('ask.contact.hint')}</p>
    ${textField(field('name'), html`maxlength="200"`)}
    ${textField(field('phone'), html`type="tel" inputmode="tel" maxlength="40"`)}
    ${textField({ ...field('safeContact'), hint: t('ask.safeContact.hint') }, html`maxlength="400"`)}
    ${choiceField(
      {
        name: 'language',
        label: t('ask.language'),
        value: values.language,
        problem: problemOf(problems, 'language', t),
      },
      ANSWER_LANGUAGES,
    )}
  </fieldset>`;
}

function consent({ t }: PageContext, { values, problems }: AskPageContent): Html {
  return html`<fieldset aria-describedby="consent-hint">
    <legend>${t('ask.consent')}</legend>
    <p class="hint" id="consent-hint">${t('ask.consent.hint')}</p>
    ${tickBox(
      {
        name: 'consentToServices',
        label: t('ask.consentToServices'),
        problem: problemOf(problems, 'consentToServices', t),
      },
      values.consentToServices,
    )}
    ${tickBox(
      { name: 'consentToStatistics', label: t('ask.consentToStatistics') },
      values.consentToStatistics,
    )}
  </fieldset>`;
}
