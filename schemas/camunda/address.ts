/** What stands in an address, as Camunda 7 writes it there. */
import { z } from 'zod';

/** A flag in an address as it stands there. Python writes the capitals. */
export const flagWord = z
  .enum(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])
  .meta({ type: 'boolean', enum: undefined });

/** A flag in an address, as Camunda 7 reads it. */
export const flagText = flagWord.transform((text) => text.toLowerCase() === 'true');

/** Values divided by commas. */
export const commaList = z
  .string()
  .meta({ description: 'Values divided by commas.' })
  .transform((text) => text.split(',').filter((item) => item !== ''));
