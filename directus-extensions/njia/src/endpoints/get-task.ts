import type { RequestHandler } from 'express';
import { readTask } from '../tasks/read-task.ts';
import { checkTaskAccess } from '../tasks/task-access.ts';
import { idParameter, route, signedIn } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `GET /njia/tasks/:id`: what the task page shows. */
export function getTask({ directus }: EndpointParts): RequestHandler {
  return route(async (request) => {
    const accountability = signedIn(request);
    const id = idParameter(request);
    await checkTaskAccess(directus, request, accountability, id);
    return { body: await readTask(directus, request.schema, accountability, id) };
  });
}
