/** Where the forms of tasks and of process definitions are. */
import { z } from 'zod';
import { integerOrNull, named, never, textOrNull } from './fields.ts';

/** A form that was deployed as a file. */
export const FormRef = named('CamundaFormRef', {
  key: z.string(),
  binding: z.enum(['latest', 'deployment', 'version']),
  version: integerOrNull,
});
export type FormRef = z.infer<typeof FormRef>;

/** Which form there is; both null: none. */
export const Form = named('Form', {
  key: textOrNull,
  camundaFormRef: FormRef.nullable(),
  contextPath: never,
});
export type Form = z.infer<typeof Form>;
