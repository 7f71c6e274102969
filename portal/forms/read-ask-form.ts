import { z } from 'zod';
import { IntakeSubmission } from '../../schemas/intake.ts';
import type { Places } from '../backend/answers.ts';
import { ANSWER_LANGUAGES } from '../languages/translate.ts';
import type { TextKey } from '../languages/translate.ts';
import type { Problem } from '../pages/problem-summary.ts';
import { valueOf } from './form-body.ts';
import type { FormBody } from './form-body.ts';

/** What stands in the form, as typed. */
export interface AskValues {
  submissionId: string;
  story: string;
  areaCode: string;
  happenedOn: string;
  name: string;
  phone: string;
  safeContact: string;
  language: string;
  /** Answers to added questions, by field. */
  answers: Record<string, string>;
  isDetained: boolean;
  isChild: boolean;
  isSexualViolence: boolean;
  consentToServices: boolean;
  consentToStatistics: boolean;
}

/** A form that was sent: what was typed, and either what is wrong with it or the submission it makes. */
export type AskForm =
  | { values: AskValues; problems: Problem[]; submission: null }
  | { values: AskValues; problems: []; submission: IntakeSubmission };

/** Begins the names of fields that answer added questions. */
export const QUESTION_PREFIX = 'question-';

/** Fields in the order of the page, and what to say when one is wrong. */
const PROBLEMS: [field: keyof AskValues, text: TextKey][] = [
  ['story', 'problem.story'],
  ['areaCode', 'problem.areaCode'],
  ['happenedOn', 'problem.happenedOn'],
  ['name', 'problem.name'],
  ['phone', 'problem.phone'],
  ['safeContact', 'problem.safeContact'],
  ['language', 'problem.language'],
  ['consentToServices', 'problem.consentToServices'],
];

/** An empty form. `submissionId`: a new uuid, so that sending twice opens one case. */
export function emptyAskForm(submissionId: string, language: string): AskValues {
  return {
    ...{
      submissionId,
      language,
      story: '',
      areaCode: '',
      happenedOn: '',
      name: '',
      phone: '',
      safeContact: '',
      answers: {},
    },
    ...{ isDetained: false, isChild: false, isSexualViolence: false },
    ...{ consentToServices: false, consentToStatistics: false },
  };
}

/**
 * Reads and checks the form. `choices` is null when districts and questions are not known at the moment: then whatever was
 * chosen is let through and checked by the case file. `today`: the latest day on which something can have happened, `2026-03-31`.
 */
export function readAskForm(
  body: FormBody,
  context: { choices: Places | null; today: string; newId: () => string },
): AskForm {
  const values = typedValues(body, context.newId);
  const parsed = IntakeSubmission.safeParse(asSubmission(values));
  const wrong = new Set(parsed.error?.issues.map(({ path }) => fieldOf(path)));
  const { choices } = context;
  if (choices && !choices.districts.some(({ code }) => code === values.areaCode)) wrong.add('areaCode');
  if (values.happenedOn > context.today) wrong.add('happenedOn');
  if (!ANSWER_LANGUAGES.some(([code]) => code === values.language)) wrong.add('language');
  if (!values.consentToServices) wrong.add('consentToServices');
  const problems: Problem[] = PROBLEMS.filter(([field]) => wrong.has(field)).map(([field, text]) => ({
    field,
    text,
  }));
  const answers = [...wrong].filter((field) => field.startsWith(QUESTION_PREFIX));
  problems.push(...answers.map((field): Problem => ({ field, text: 'problem.answer' })));
  if (parsed.success && problems.length === 0) return { values, problems: [], submission: parsed.data };
  return { values, problems, submission: null };
}

function fieldOf([first, second]: PropertyKey[]): string {
  return first === 'answers' ? QUESTION_PREFIX + String(second) : String(first);
}

function typedValues(body: FormBody, newId: () => string): AskValues {
  const text = (name: keyof AskValues): string => valueOf(body, name);
  const isTicked = (name: keyof AskValues): boolean => valueOf(body, name) === 'yes';
  const submissionId = z.uuid().safeParse(text('submissionId'));
  return {
    submissionId: submissionId.data ?? newId(),
    story: text('story'),
    areaCode: text('areaCode'),
    happenedOn: text('happenedOn'),
    name: text('name'),
    phone: text('phone'),
    safeContact: text('safeContact'),
    language: text('language'),
    answers: answersIn(body),
    isDetained: isTicked('isDetained'),
    isChild: isTicked('isChild'),
    isSexualViolence: isTicked('isSexualViolence'),
    consentToServices: isTicked('consentToServices'),
    consentToStatistics: isTicked('consentToStatistics'),
  };
}

function answersIn(body: FormBody): Record<string, string> {
  const names = Object.keys(body).filter((name) => /^question-[a-z][a-z0-9_]{0,62}$/.test(name));
  return Object.fromEntries(names.map((name) => [name.slice(QUESTION_PREFIX.length), valueOf(body, name)]));
}

/** A field left empty is left out: nothing is stored that nobody said. */
function asSubmission(values: AskValues): Record<string, unknown> {
  const said = (entries: object): [string, unknown][] =>
    Object.entries(entries).filter(([, value]) => value !== '');
  const answers = said(values.answers);
  return {
    ...Object.fromEntries(said({ ...values, answers: '' })),
    ...(answers.length > 0 && { answers: Object.fromEntries(answers) }),
    channel: 'portal',
  };
}
