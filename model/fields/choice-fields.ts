import type { FieldModel } from '../model-types.ts';
import { build } from './plain-fields.ts';
import type { FieldOptions } from './plain-fields.ts';

/** Codes and what people read for them, in the order they are offered. */
export type Choices = Readonly<Record<string, string>>;

/** One of a list. An administrator may rename choices and add own ones; code knows only its own. */
export function choice(
  field: string,
  label: string,
  choices: Choices,
  options: FieldOptions & { defaultValue?: string } = {},
): FieldModel {
  const model = build({ field, type: 'string', label, interface: 'select-dropdown' }, options);
  if (options.defaultValue !== undefined)
    model.column = { ...model.column, default_value: options.defaultValue };
  return withChoices(model, choices, 'labels');
}

/** Several of a list, stored as a JSON array of codes. */
export function choices(
  field: string,
  label: string,
  offered: Choices,
  options: FieldOptions = {},
): FieldModel {
  const model = build(
    { field, type: 'json', label, interface: 'select-multiple-checkbox', special: ['cast-json'] },
    options,
  );
  return withChoices(model, offered, 'labels');
}

function withChoices(model: FieldModel, offered: Choices, display: string): FieldModel {
  const list = Object.entries(offered).map(([value, text]) => ({ value, text }));
  return {
    ...model,
    seeded: {
      ...model.seeded,
      options: { choices: list },
      display,
      display_options: { choices: list, format: false },
    },
  };
}

/** A condition that shows a hidden field, and requires it, when another field has one of these values. */
export function shownWhen(
  field: string,
  values: string[],
  options: { isRequired?: boolean } = {},
): Record<string, unknown>[] {
  return [
    {
      name: `shown when ${field} is ${values.join(' or ')}`,
      rule: { _and: [{ [field]: { _in: values } }] },
      hidden: false,
      required: options.isRequired ?? false,
    },
  ];
}
