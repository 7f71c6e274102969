/** Users, of whom the engine keeps none. */
import { z } from 'zod';

/** `GET /identity/groups`. */
export const GroupsQuery = z.looseObject({ userId: z.string().optional() });

/** `POST /identity/verify`. */
export const VerifyUser = z.object({ username: z.string().nullish(), password: z.string().nullish() });
