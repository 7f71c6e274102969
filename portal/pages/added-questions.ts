import type { IntakeQuestion } from '../../schemas/intake.ts';
import { choiceField, textArea, textField, tickBox } from '../html/fields.ts';
import type { Field } from '../html/fields.ts';
import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import type { Language } from '../languages/translate.ts';
import { QUESTION_PREFIX } from '../forms/read-ask-form.ts';
import type { AskPageContent } from './ask-page.ts';
import type { PageContext } from './layout.ts';
import { problemOf } from './problem-summary.ts';
import type { Problem } from './problem-summary.ts';

/** The questions an administrator added, each optional; answers to questions that cannot be shown now are kept. */
export function addedQuestions({ t, language }: PageContext, content: AskPageContent): Html {
  const { questions } = content.choices;
  const { answers } = content.values;
  const hidden = Object.entries(answers).filter(
    ([field]) => !questions.some((known) => known.field === field),
  );
  const kept = hidden.map(
    ([field, value]) => html`<input type="hidden" name="${QUESTION_PREFIX + field}" value="${value}" />`,
  );
  if (questions.length === 0) return html`${kept}`;
  const shown = questions.map((question) => {
    const name = QUESTION_PREFIX + question.field;
    return questionField(question, {
      name,
      label: labelIn(question, language),
      value: answers[question.field] ?? '',
      problem: problemOf(content.problems, name, t),
    });
  });
  return html`<fieldset>
    <legend>${t('ask.questions')}</legend>
    ${shown}${kept}
  </fieldset>`;
}

/** The same problems; those with answers to added questions say which question. */
export function namingQuestions(
  problems: Problem[],
  questions: IntakeQuestion[],
  language: Language,
): Problem[] {
  return problems.map((problem) => {
    const question = questions.find(({ field }) => QUESTION_PREFIX + field === problem.field);
    return question ? { ...problem, about: labelIn(question, language) } : problem;
  });
}

function questionField({ kind, choices }: IntakeQuestion, field: Field): Html {
  switch (kind) {
    case 'yes_no':
      return tickBox(field, field.value === 'yes');
    case 'choice':
      return choiceField(
        field,
        choices.map(({ value, text }) => [value, text]),
        '–',
      );
    case 'long_text':
      return textArea(field, html`rows="4" maxlength="2000"`);
    case 'number':
      return textField(field, html`inputmode="numeric" maxlength="10"`);
    case 'date':
      return textField(field, html`type="date"`);
    case 'text':
      return textField(field, html`maxlength="255"`);
  }
}

function labelIn({ labels, label }: IntakeQuestion, language: string): string {
  const found = Object.entries(labels).find(([tag]) => tag.split('-')[0] === language);
  return found?.[1] ?? label;
}
