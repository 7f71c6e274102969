import type { Accountability } from '@directus/types';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ZodType } from 'zod';
import { ROLE_IDS } from '../../../../model/access/role-ids.ts';
import type { RoleName } from '../../../../model/access/role-ids.ts';
import type { DirectusContext, DirectusRequest } from '../directus/context.ts';
import { InvalidInput, RoleNotAllowed, SignInNeeded } from '../errors.ts';
import type { ExtensionSettings } from '../settings.ts';

/** What every endpoint works with. */
export interface EndpointParts {
  directus: DirectusContext;
  settings: ExtensionSettings;
  /** Sends waiting orders to the engine now; call it after a commit that put one into the outbox. */
  kickDispatcher: () => void;
  /** Whether the guard's checks are registered in this process. */
  isGuardLive: () => boolean;
}

/** What an endpoint answers. */
export interface Answer {
  status?: number;
  body: unknown;
}

/** An express handler from an async function; its errors go to Directus' error handler. */
export function route(handle: (request: DirectusRequest) => Promise<Answer>): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    handle(request as DirectusRequest)
      .then(({ status, body }) => {
        response.set('Cache-Control', 'no-store');
        response.status(status ?? 200).json(body);
      })
      .catch(next);
  };
}

/** Reads a body or its parts by a schema. @throws InvalidInput, one for each wrong field. */
export function parseInput<T>(shape: ZodType<T>, input: unknown): T {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  // An array of errors is Directus' way to answer several at once.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw parsed.error.issues.map(({ path, message }) => new InvalidInput({ field: path.join('.'), message }));
}

/** One parameter of the path. */
export function pathParameter(request: DirectusRequest, name: string): string {
  const value = request.params[name];
  if (typeof value !== 'string' || value === '')
    throw new InvalidInput({ field: name, message: `Give "${name}".` });
  return value;
}

/** An id in the path. @throws InvalidInput when it is not a uuid, so that the database is not asked. */
export function idParameter(request: DirectusRequest, name = 'id'): string {
  const value = pathParameter(request, name);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) {
    throw new InvalidInput({ field: name, message: `"${name}" must be an id (a uuid).` });
  }
  return value.toLowerCase();
}

/** The signed-in person. @throws SignInNeeded */
export function signedIn(request: DirectusRequest): Accountability & { user: string } {
  const { accountability } = request;
  if (!accountability?.user) throw new SignInNeeded();
  return { ...accountability, user: accountability.user };
}

/** Makes sure that the caller has one of these roles. @throws SignInNeeded, RoleNotAllowed */
export function requireRole(
  request: DirectusRequest,
  roles: RoleName[],
  allowed: string,
): Accountability & { user: string } {
  const accountability = signedIn(request);
  if (!roles.some((role) => accountability.roles.includes(ROLE_IDS[role])))
    throw new RoleNotAllowed({ allowed });
  return accountability;
}
