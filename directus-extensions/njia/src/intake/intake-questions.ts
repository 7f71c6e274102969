import type { SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { IntakeQuestion, IntakeSubmission } from '../../../../schemas/intake.ts';
import { InvalidInput } from '../errors.ts';
import { SYSTEM_FIELDS } from '../tasks/form-fields.ts';

/** Fields of an incident that the request form asks for anyway, or that only an officer may judge. */
const NOT_ADDED: readonly string[] = [
  ...SYSTEM_FIELDS,
  ...['incident_type', 'happened_on', 'area', 'perpetrator', 'story', 'likelihood', 'impact'],
  ...['is_detained', 'is_child', 'is_sexual_violence'],
];

/** How Directus keeps what the form of a field looks like. */
interface FieldRow {
  field: string;
  interface: string | null;
  options: unknown;
  translations: unknown;
}

/** The fields that an administrator added to incidents and marked "ask on the portal", in the order of the form. */
export async function loadIntakeQuestions(database: Knex, schema: SchemaOverview): Promise<IntakeQuestion[]> {
  const marked = await database('form_fields')
    .where({ collection: 'incidents', on_portal: true })
    .whereNotIn('field', NOT_ADDED)
    .select<{ field: string }[]>('field');
  if (marked.length === 0) return [];
  const fields = marked.map(({ field }) => field);
  const rows = await database('directus_fields')
    .where({ collection: 'incidents' })
    .whereIn('field', fields)
    .orderBy('sort')
    .select<FieldRow[]>('field', 'interface', 'options', 'translations');
  const columns = schema.collections['incidents']?.fields ?? {};
  return rows.flatMap((row) => {
    const question = questionOf(row, columns[row.field]?.type);
    return question ? [question] : [];
  });
}

/**
 * The columns that answers fill; an answer to a question that is not asked any more is left out.
 *
 * @throws InvalidInput for an answer that its field cannot hold.
 */
export function answersOf(
  answers: NonNullable<IntakeSubmission['answers']>,
  questions: IntakeQuestion[],
): Record<string, unknown> {
  const given = questions.filter(({ field }) => answers[field] !== undefined && answers[field] !== '');
  return Object.fromEntries(
    given.map((question) => [question.field, columnValue(question, answers[question.field])]),
  );
}

function columnValue({ field, kind, choices }: IntakeQuestion, answer: unknown): unknown {
  const text = String(answer);
  if (kind === 'yes_no') return answer === true || text === 'yes';
  const isUsable =
    (kind === 'number' && /^-?\d{1,9}$/.test(text)) ||
    (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) ||
    (kind === 'choice' && choices.some(({ value }) => value === text)) ||
    (kind === 'text' && text.length <= 255) ||
    kind === 'long_text';
  if (!isUsable)
    throw new InvalidInput({ field: `answers.${field}`, message: `"${field}" cannot hold this answer.` });
  return kind === 'number' ? Number(text) : text;
}

function questionOf(row: FieldRow, type: string | undefined): IntakeQuestion | null {
  const options = (parsed(row.options) ?? {}) as { choices?: { value: unknown; text: string }[] };
  const choices = (options.choices ?? []).map(({ value, text }) => ({ value: String(value), text }));
  const kind = kindOf(type, choices.length > 0);
  if (!kind) return null;
  const translations = (parsed(row.translations) ?? []) as { language: string; translation: string }[];
  const labels = Object.fromEntries(translations.map(({ language, translation }) => [language, translation]));
  return { field: row.field, labels, label: labels['en-US'] ?? titleOf(row.field), kind, choices };
}

/** Relations, lists and files have no plain form field; the portal leaves them out. */
function kindOf(type: string | undefined, hasChoices: boolean): IntakeQuestion['kind'] | null {
  if (type === 'string') return hasChoices ? 'choice' : 'text';
  if (type === 'text') return 'long_text';
  if (type === 'boolean') return 'yes_no';
  if (type === 'integer') return 'number';
  return type === 'date' ? 'date' : null;
}

/** `is_armed` as people read it: "Is armed". */
function titleOf(field: string): string {
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}
