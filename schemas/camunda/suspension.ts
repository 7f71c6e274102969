/** Letting something rest, or go on. */
import { z } from 'zod';

/** `PUT …/suspended`. */
export const Suspension = z.object({ suspended: z.boolean() });
