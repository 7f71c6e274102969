import type { RequestHandler } from 'express';
import { z } from 'zod';
import { completeTask } from '../tasks/complete-task.ts';
import { checkTaskAccess } from '../tasks/task-access.ts';
import { idParameter, parseInput, route, signedIn } from './route.ts';
import type { EndpointParts } from './route.ts';

const Body = z.object({ values: z.record(z.string(), z.unknown()).default({}) });

/** `POST /njia/tasks/:id/complete`: saves the filled form and moves the pathway on. Sending it twice is harmless. */
export function postTaskComplete({ directus, kickDispatcher }: EndpointParts): RequestHandler {
  return route(async (request) => {
    const accountability = signedIn(request);
    const taskId = idParameter(request);
    const { values } = parseInput(Body, request.body);
    await checkTaskAccess(directus, request, accountability, taskId);
    await completeTask(directus, { taskId, values, accountability, schema: request.schema });
    kickDispatcher();
    return { body: { id: taskId, completed: true } };
  });
}
