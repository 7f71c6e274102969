import type { RequestHandler } from 'express';
import { unclaimTask } from '../tasks/claim-task.ts';
import { checkTaskAccess } from '../tasks/task-access.ts';
import { idParameter, route, signedIn } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `POST /njia/tasks/:id/unclaim`: the caller gives the task back to its group. */
export function postTaskUnclaim({ directus }: EndpointParts): RequestHandler {
  return route(async (request) => {
    const accountability = signedIn(request);
    const id = idParameter(request);
    await checkTaskAccess(directus, request, accountability, id);
    await unclaimTask(directus, accountability, id);
    return { body: { id, assignee: null } };
  });
}
