/** Kinds of fields in answers. As in Camunda 7, a field without a value is written as null, never left out. */
import { z } from 'zod';

export const textOrNull = z.string().nullable();
export const integerOrNull = z.int().nullable();

/** A moment: a Date inside, written as `2026-01-15T10:30:00.000+0000`, which lacks a colon to be the format `date-time`. */
export const Moment = z.date().meta({
  type: 'string',
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$`,
  example: '2026-01-15T10:30:00.000+0000',
});
export const momentOrNull = Moment.nullable();

/** What only cases (CMMN) and other parts of Camunda have that are not here. */
export const never = z.null();

/** An object by name: `id` names it in the OpenAPI document and in what clients generate from that. */
export function named<Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape): z.ZodObject<Shape> {
  return z.object(shape).meta({ id });
}

/** `{ count }` of a list. */
export const CountResult = named('CountResult', { count: z.int() });

/** Where to find again what was made. */
export const AtomLink = named('AtomLink', { rel: z.string(), href: z.string(), method: z.string() });
export type AtomLink = z.infer<typeof AtomLink>;
