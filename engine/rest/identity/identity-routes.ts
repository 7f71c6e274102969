import { AuthenticationResult, GroupInfo } from '../../../schemas/camunda/answers/engine.ts';
import { GroupsQuery, VerifyUser } from '../../../schemas/camunda/identity.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { isSame } from '../require-credentials.ts';
import type { Credentials } from '../require-credentials.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/**
 * Serves what clients ask of users. The engine keeps none: it knows the one name and password it may have been given, and
 * whom tasks name is for the program in front of it to know.
 */
export function registerIdentityRoutes(app: RestApp, credentials: Credentials | undefined): void {
  app.get(
    '/identity/groups',
    does('Lists the groups of a user', {
      differs: 'always empty, as the engine keeps no users.',
      querystring: GroupsQuery,
      response: { 200: GroupInfo },
    }),
    ({ query }) => {
      if (query.userId === undefined) {
        throw invalidRequest('No user id was supplied');
      }
      return Promise.resolve({ groups: [], groupUsers: [] });
    },
  );

  app.post(
    '/identity/verify',
    does('Checks a name and password', {
      differs: 'there is one pair at most, which the settings of the engine say.',
      body: VerifyUser,
      response: { 200: AuthenticationResult },
    }),
    ({ body }) => {
      const { username, password } = body;
      if (typeof username !== 'string' || typeof password !== 'string') {
        throw invalidRequest('Username and password are required');
      }
      const authenticated = credentials !== undefined && isSame(credentials, { user: username, password });
      return Promise.resolve({ authenticatedUser: username, authenticated, tenants: null, groups: null });
    },
  );
}
