import { z } from 'zod';
import { Group, UserProfile } from '../../../schemas/camunda/answers/engine.ts';
import { groupList, userList } from '../../../schemas/camunda/identity.ts';
import { listParameters } from '../../../schemas/camunda/list-query.ts';
import type { ListRequest } from '../../../schemas/camunda/list-query.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { COUNT } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import type { Credentials } from '../require-credentials.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

const ONE_USER =
  'the one user whom the settings of the engine name, or none; users are not made or changed here.';
const NO_GROUPS = 'always none: the engine keeps no groups, it only compares their names.';

type UserRequest = ListRequest<(typeof userList)['filters']>;

/** Serves what task lists look up of users and groups, so that they need not know that the engine keeps none. */
export function registerUserRoutes(app: RestApp, credentials: Credentials | undefined): void {
  const querystring = listParameters(userList);
  const found = (request: UserRequest): z.output<typeof UserProfile>[] =>
    credentials && isMeant(credentials.user, request) ? [profileOf(credentials.user)] : [];

  app.get(
    '/user',
    does('Lists users', { differs: ONE_USER, querystring, response: { 200: z.array(UserProfile) } }),
    ({ query }) => {
      const { firstResult, maxResults = Infinity } = query;
      return Promise.resolve(found(query).slice(firstResult, firstResult + maxResults));
    },
  );
  app.get(
    '/user/count',
    does('Counts users', { differs: ONE_USER, querystring, response: COUNT }),
    ({ query }) => Promise.resolve({ count: found(query).length }),
  );
  app.get(
    '/user/:id/profile',
    does('Reads a user', { differs: ONE_USER, params: ById, response: { 200: UserProfile } }),
    ({ params: { id } }) => {
      if (credentials?.user !== id) throw invalidRequest(`User with id ${id} does not exist`, 404);
      return Promise.resolve(profileOf(id));
    },
  );
  registerGroups(app);
}

function registerGroups(app: RestApp): void {
  const querystring = listParameters(groupList);
  app.get(
    '/group',
    does('Lists groups', { differs: NO_GROUPS, querystring, response: { 200: z.array(Group) } }),
    () => Promise.resolve([]),
  );
  app.get('/group/count', does('Counts groups', { differs: NO_GROUPS, querystring, response: COUNT }), () =>
    Promise.resolve({ count: 0 }),
  );
}

const profileOf = (id: string) => ({ id, firstName: null, lastName: null, email: null });

/** Of a user the name is known and nothing else, so that any other filter finds nobody. */
function isMeant(user: string, { filters }: UserRequest): boolean {
  const { id = user, idIn = [user], ...others } = filters;
  return id === user && idIn.includes(user) && Object.keys(others).length === 0;
}
