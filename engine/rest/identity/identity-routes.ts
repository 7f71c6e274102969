import type { FastifyInstance } from 'fastify';
import { GroupsQuery, VerifyUser } from '../../../schemas/camunda/identity.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { parseRequest } from '../parse-request.ts';
import { isSame } from '../require-credentials.ts';
import type { Credentials } from '../require-credentials.ts';

/**
 * Serves what clients ask of users. The engine keeps none: it knows the one name and password it may have been given, and
 * whom tasks name is for the program in front of it to know.
 */
export function registerIdentityRoutes(app: FastifyInstance, credentials: Credentials | undefined): void {
  app.get('/identity/groups', ({ query }) => {
    if (parseRequest(GroupsQuery, query).userId === undefined) {
      throw invalidRequest('No user id was supplied');
    }
    return Promise.resolve({ groups: [], groupUsers: [] });
  });

  app.post('/identity/verify', ({ body }) => {
    const { username, password } = parseRequest(VerifyUser, body);
    if (typeof username !== 'string' || typeof password !== 'string') {
      throw invalidRequest('Username and password are required');
    }
    const authenticated = credentials !== undefined && isSame(credentials, { user: username, password });
    return Promise.resolve({ authenticatedUser: username, authenticated, tenants: null, groups: null });
  });
}
