/**
 * The rules an administrator sets on a field (required, choices, conditions), evaluated on the server. Directus itself
 * checks them in the browser only: without this, any request could leave out what the form demands.
 */
import type { Filter } from '@directus/types';
import { validatePayload } from '@directus/utils';

/** A choice of a list; some interfaces nest them. */
interface Choice {
  value: unknown;
  children?: Choice[];
}

interface FieldOptions {
  choices?: Choice[] | null;
  allowOther?: boolean | null;
}

/** A rule that changes a field while another field has certain values. */
export interface FieldCondition {
  rule?: Filter | null;
  hidden?: boolean | null;
  required?: boolean | null;
  options?: FieldOptions | null;
}

/** One field with what an administrator demands of it. */
export interface FieldRules {
  field: string;
  isRequired: boolean;
  isHidden: boolean;
  isReadonly: boolean;
  options: FieldOptions | null;
  conditions: FieldCondition[];
  /** Value the column gets when nothing is sent. */
  defaultValue: unknown;
}

/** One broken rule, in the shape of Directus' own validation errors, so that its forms show it at the field. */
export interface BrokenRule {
  field: string;
  path: string[];
  type: 'required' | 'in';
  valid?: (string | number)[];
}

type Values = Record<string, unknown>;

/** Every rule the values break; empty when the form may be saved. */
export function brokenRules(rules: FieldRules[], values: Values): BrokenRule[] {
  return rules.flatMap((rule): BrokenRule[] => {
    const active = withConditions(rule, values);
    const value = values[rule.field];
    if (isEmpty(value)) {
      // Nobody can fill in a field that is not shown or not theirs to write.
      const isDemanded = active.isRequired && !active.isHidden && !active.isReadonly;
      return isDemanded ? [{ field: rule.field, path: [], type: 'required' }] : [];
    }
    const valid = choiceValues(active.options);
    if (valid === null || asList(value).every((each) => valid.includes(each as string))) return [];
    return [{ field: rule.field, path: [], type: 'in', valid }];
  });
}

/** Rules that are broken after a change but were kept before it: an old row must not block an unrelated change. */
export function newlyBrokenRules(rules: FieldRules[], before: Values, change: Values): BrokenRule[] {
  const known = new Set(brokenRules(rules, before).map((broken) => `${broken.field}:${broken.type}`));
  return brokenRules(rules, { ...before, ...change }).filter(
    (broken) => broken.field in change || !known.has(`${broken.field}:${broken.type}`),
  );
}

/** The field as it is for these values. As in Directus' forms, the last condition that holds wins. */
function withConditions(rules: FieldRules, values: Values): FieldRules {
  const holding = rules.conditions.findLast(
    ({ rule }) => rule && validatePayload(rule, values, { requireAll: true }).length === 0,
  );
  if (!holding) return rules;
  return {
    ...rules,
    isHidden: holding.hidden ?? rules.isHidden,
    isRequired: holding.required ?? rules.isRequired,
    options: { ...rules.options, ...holding.options },
  };
}

function choiceValues(options: FieldOptions | null): (string | number)[] | null {
  if (!options?.choices || options.choices.length === 0 || options.allowOther) return null;
  const flatten = (choices: Choice[]): (string | number)[] =>
    choices.flatMap((choice) => [choice.value as string, ...flatten(choice.children ?? [])]);
  return flatten(options.choices);
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}
