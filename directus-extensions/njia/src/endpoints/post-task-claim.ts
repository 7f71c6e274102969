import type { RequestHandler } from 'express';
import { claimTask } from '../tasks/claim-task.ts';
import { checkTaskAccess } from '../tasks/task-access.ts';
import { idParameter, route, signedIn } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `POST /njia/tasks/:id/claim`: the caller takes the task. */
export function postTaskClaim({ directus }: EndpointParts): RequestHandler {
  return route(async (request) => {
    const accountability = signedIn(request);
    const id = idParameter(request);
    await checkTaskAccess(directus, request, accountability, id);
    await claimTask(directus, accountability.user, id);
    return { body: { id, assignee: accountability.user } };
  });
}
