import type { CompiledExpression } from '../expressions/expression.ts';

/** What a form says must hold of what is submitted for a field. */
export interface Constraint {
  name: 'required' | 'readonly' | 'min' | 'max' | 'minlength' | 'maxlength';
  config: string | null;
}

/** What a field holds. */
export type FieldType =
  | { kind: 'string' | 'long' | 'boolean' }
  | { kind: 'date'; pattern: string }
  /** Values by id, in the order of the model. */
  | { kind: 'enum'; values: ReadonlyMap<string, string> };

/** One `camunda:formField`; its id is the name of the variable it shows and sets. */
export interface FormField {
  id: string;
  label: CompiledExpression | null;
  type: FieldType;
  defaultValue: CompiledExpression | null;
  constraints: readonly Constraint[];
  /** Its value is the business key of the instance that is started. */
  isBusinessKey: boolean;
}

/** Which deployed form is meant (`camunda:formRef`). */
export interface FormRef {
  key: CompiledExpression;
  binding: 'latest' | 'deployment' | 'version';
  version: CompiledExpression | null;
}

/** The form of a start event or user task. */
export interface Form {
  /** As the model says it, with expressions. */
  formKey: string | null;
  ref: FormRef | null;
  fields: readonly FormField[];
}

/** A form that says nothing. */
export const NO_FORM: Form = { formKey: null, ref: null, fields: [] };

/** The forms of one process. */
export interface ProcessForms {
  /** Of the plain start event. */
  start: Form;
  /** Of user tasks, by element id. */
  tasks: ReadonlyMap<string, Form>;
}
