import type { TypedValue, Variables } from '../executors/port.ts';
import { toTypedValue } from '../executors/typed-values.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import { FieldMismatch, toModelValue } from './field-values.ts';
import type { Constraint, FormField } from './form.ts';

/** What was submitted for a field cannot be taken. */
export class RefusedField extends Error {
  readonly fieldId: string;

  constructor(fieldId: string, reason: string) {
    super(`Invalid value submitted for form field '${fieldId}': ${reason}`);
    this.name = 'RefusedField';
    this.fieldId = fieldId;
  }
}

/** What a form is submitted to. */
export interface FormContext {
  /** The variables that are there already. */
  visible: Variables;
  /** The value of an expression of the form. */
  evaluate: (expression: CompiledExpression) => unknown;
}

/**
 * The variables that a submitted form sets: those of its fields, checked, converted and with their default values, and
 * every other one as it was sent. As in Camunda the default of a field that was not sent replaces what is there.
 *
 * @throws RefusedField for the first field that is wrong.
 */
export function checkSubmission(
  fields: readonly FormField[],
  submitted: Variables,
  context: FormContext,
): Variables {
  const result = { ...submitted };
  for (const field of fields) {
    if (field.isBusinessKey) continue;
    const value = submitted[field.id];
    for (const constraint of field.constraints) {
      if (holds(constraint, value, field, context)) continue;
      const { name, config } = constraint;
      throw new RefusedField(
        field.id,
        `validation of ${name}${config === null ? '' : `(${config})`} failed.`,
      );
    }
    const model = modelValue(field, value, context);
    if (model) result[field.id] = model;
  }
  return result;
}

function modelValue(
  field: FormField,
  submitted: TypedValue | undefined,
  { evaluate }: FormContext,
): TypedValue | undefined {
  const given = submitted ?? (field.defaultValue && toTypedValue(evaluate(field.defaultValue)));
  if (!given) return undefined;
  try {
    const info = given.valueInfo ? { valueInfo: given.valueInfo } : {};
    return { ...toModelValue(field.type, given), ...info };
  } catch (error) {
    if (!(error instanceof FieldMismatch)) throw error;
    throw new RefusedField(field.id, error.message);
  }
}

function holds(
  { name, config }: Constraint,
  submitted: TypedValue | undefined,
  field: FormField,
  context: FormContext,
): boolean {
  const value = submitted?.value ?? null;
  if (name === 'required') return isThere(value, field, context);
  if (value === null) return true;
  const limit = Number(config);
  switch (name) {
    case 'readonly':
      return false;
    case 'min':
      return typeof value === 'number' && value >= limit;
    case 'max':
      // Not the limit itself, as in Camunda.
      return typeof value === 'number' && value < limit;
    case 'minlength':
      return typeof value === 'string' && value.length >= limit;
    case 'maxlength':
      return typeof value === 'string' && value.length <= limit;
  }
}

/** A variable that is there already, or the default value, is enough. */
function isThere(
  value: unknown,
  { id, defaultValue }: FormField,
  { visible, evaluate }: FormContext,
): boolean {
  if (value !== null) return value !== '';
  const known = visible[id];
  if (known) return known.value !== null;
  return defaultValue !== null && (evaluate(defaultValue) ?? null) !== null;
}
