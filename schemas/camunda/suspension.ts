/** Letting something rest, or go on. */
import { z } from 'zod';

/** `PUT …/suspended`. */
export const Suspension = z.object({ suspended: z.boolean() });

/** An `executionDate`. */
export const notLater = z.null('cannot be used here: the change is made at once').optional();
