/** What stands in an address, as Camunda 7 writes it there. */
import { z } from 'zod';

/** A flag in an address. */
export const flagText = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Values divided by commas. */
export const commaList = z
  .string()
  .meta({ description: 'Values divided by commas.' })
  .transform((text) => text.split(',').filter((item) => item !== ''));
