import type { TypedValue, Variables } from '../executors/port.ts';
import { toTypedValue } from '../executors/typed-values.ts';
import { toText } from '../expressions/coercion.ts';
import type { FormContext } from './check-submission.ts';
import { RefusedField } from './check-submission.ts';
import { FieldMismatch, toFormValue } from './field-values.ts';
import type { FormField } from './form.ts';

/** What each field of a form shows: its variable, else its default value. @throws RefusedField for a value that does not fit. */
export function fieldValues(fields: readonly FormField[], context: FormContext): Variables {
  return Object.fromEntries(fields.map((field) => [field.id, valueOf(field, context)]));
}

function valueOf(field: FormField, { visible, evaluate }: FormContext): TypedValue {
  const { id, type, defaultValue } = field;
  const given = visible[id] ?? toTypedValue(defaultValue && evaluate(defaultValue));
  try {
    return toFormValue(type, given);
  } catch (error) {
    if (!(error instanceof FieldMismatch)) throw error;
    throw new RefusedField(id, error.message);
  }
}

/** A form as XHTML, with the attributes by which Camunda's forms SDK binds its fields to variables. */
export function renderForm(fields: readonly FormField[], context: FormContext): string {
  const values = fieldValues(fields, context);
  const groups = fields.map((field) => renderField(field, values[field.id]?.value ?? null, context));
  return `<form name="generatedForm" role="form">${groups.join('')}</form>`;
}

function renderField(field: FormField, value: unknown, { evaluate }: FormContext): string {
  const label = field.label ? toText(evaluate(field.label)) : '';
  const shown = label === '' ? '' : `<label${attributes({ for: field.id })}>${escape(label)}</label>`;
  return `<div class="form-group">${shown}${renderControl(field, value)}</div>`;
}

function renderControl(field: FormField, value: unknown): string {
  const common = { class: 'form-control', name: field.id, ...binding(field), ...constraints(field) };
  const { type } = field;
  if (type.kind === 'enum') {
    const options = [...type.values].map(([id, name]) => {
      const selected = id === value ? { selected: 'selected' } : {};
      return `<option${attributes({ value: id, ...selected })}>${escape(name)}</option>`;
    });
    return `<select${attributes(common)}>${options.join('')}</select>`;
  }
  const text = value === null || value === '' ? {} : { value: toText(value) };
  if (type.kind !== 'boolean') return `<input${attributes({ ...common, type: 'text', ...text })} />`;
  const checked = value === true ? { checked: 'checked' } : {};
  return `<input${attributes({ ...common, type: 'checkbox', ...checked })} />`;
}

const VARIABLE_TYPES = { string: 'String', enum: 'String', date: 'String', long: 'Long', boolean: 'Boolean' };

function binding({ id, type, isBusinessKey }: FormField): Record<string, string> {
  if (isBusinessKey) return { 'cam-business-key': 'cam-business-key' };
  return { 'cam-variable-type': VARIABLE_TYPES[type.kind], 'cam-variable-name': id };
}

function constraints(field: FormField): Record<string, string> {
  return Object.fromEntries(
    field.constraints.map(({ name, config }) =>
      name === 'readonly' ? ['disabled', 'disabled'] : [name, config ?? name],
    ),
  );
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join('');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
