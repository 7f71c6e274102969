/** What the engine says of itself, and its errors, as they are sent. */
import { z } from 'zod';
import { integerOrNull, Moment, named, never, textOrNull } from './fields.ts';

/** Whatever is wrong, as Camunda writes it; some errors say more, for example a `validationReport`. */
export const ErrorAnswer = z
  .looseObject({
    type: z.string().describe("Name of Camunda's exception."),
    message: textOrNull,
    code: integerOrNull,
  })
  .meta({ id: 'Exception' });
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;

/** One engine of the server. */
export const ProcessEngine = named('ProcessEngine', { name: z.string() });

/** The release of Camunda 7 whose interface is served. */
export const Version = named('Version', { version: z.string() });

/** The groups of a user. */
export const GroupInfo = named('IdentityServiceGroupInfo', {
  groups: z.array(z.never()),
  groupUsers: z.array(z.never()),
});

/** Who may use the engine. */
export const UserProfile = named('UserProfile', {
  id: z.string(),
  firstName: never,
  lastName: never,
  email: never,
});

/** A group, of which there is none. */
export const Group = named('Group', { id: z.string(), name: textOrNull, type: textOrNull });

/** Whether a name and a password belong together. */
export const AuthenticationResult = named('AuthenticationResult', {
  authenticatedUser: z.string(),
  authenticated: z.boolean(),
  tenants: never,
  groups: never,
});

/** How often something happened. */
export const MetricsResult = named('MetricsResult', { result: z.int() });

/** How often something happened within an interval. */
export const MetricsInterval = named('MetricsIntervalResult', {
  timestamp: Moment,
  name: z.string(),
  reporter: z.string().nullable(),
  value: z.int(),
});
export type MetricsInterval = z.infer<typeof MetricsInterval>;
