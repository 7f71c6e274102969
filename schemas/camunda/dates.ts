/** Dates as Camunda 7 writes them: `2026-01-15T10:30:00.000+0000`. */
import { z } from 'zod';

const WIRE_DATE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * The moment a wire date names; undefined when the text is no date. Accepts `+0100`, `+01:00` and `Z`, and finer fractions of a second,
 * as Python and Go write them, of which the milliseconds count.
 */
export function parseWireDate(text: string): Date | undefined {
  const match = WIRE_DATE.exec(text);
  if (!match) return undefined;
  const [, time, fraction = '', zone = 'Z'] = match;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const date = new Date(`${time}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A moment as Camunda 7 writes it, in UTC. */
export function toWireDate(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}

/** A date in a request. */
export const WireDate = z
  .string()
  .meta({ format: 'date-time', example: '2026-01-15T10:30:00.000+0100' })
  .transform((text, context) => {
    const date = parseWireDate(text);
    if (date) return date;
    context.addIssue({ code: 'custom', message: `is not a date such as 2026-01-15T10:30:00.000+0000` });
    return z.NEVER;
  });
