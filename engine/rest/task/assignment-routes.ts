import { z } from 'zod';
import { IdentityLink } from '../../../schemas/camunda/answers/tasks.ts';
import { IdentityLinkBody, IdentityLinksQuery, ResolveTask, UserId } from '../../../schemas/camunda/tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import {
  addIdentityLink,
  assignUserTask,
  claimUserTask,
  delegateUserTask,
  removeIdentityLink,
} from '../../usecases/user-tasks/assign-user-task.ts';
import { readIdentityLinks } from '../../usecases/user-tasks/read-identity-links.ts';
import { resolveUserTask } from '../../usecases/user-tasks/resolve-user-task.ts';
import { noContent } from '../no-content.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves who has to do with a task: who works on it, to whom it is handed, who may take it. */
export function registerAssignmentRoutes(app: RestApp, engine: Engine): void {
  registerAssignment(app, engine);
  registerDelegation(app, engine);
  registerIdentityLinks(app, engine);
}

function registerAssignment(app: RestApp, engine: Engine): void {
  app.post(
    '/task/:id/claim',
    does('Takes a task for a user, unless another has it', { params: ById, body: UserId, response: NOTHING }),
    async ({ params, body }, reply) => {
      await claimUserTask(engine, params.id, body.userId ?? null);
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/unclaim',
    does('Gives a task back', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await assignUserTask(engine, params.id, null);
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/assignee',
    does('Assigns a task to a user, or nobody', { params: ById, body: UserId, response: NOTHING }),
    async ({ params, body }, reply) => {
      await assignUserTask(engine, params.id, body.userId ?? null);
      return noContent(reply);
    },
  );
}

function registerDelegation(app: RestApp, engine: Engine): void {
  app.post(
    '/task/:id/delegate',
    does('Hands a task to a user, who hands it back', { params: ById, body: UserId, response: NOTHING }),
    async ({ params, body }, reply) => {
      await delegateUserTask(engine, params.id, body.userId ?? null);
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/resolve',
    does('Hands a delegated task back', { params: ById, body: ResolveTask, response: NOTHING }),
    async ({ params, body }, reply) => {
      await resolveUserTask(engine, params.id, body.variables);
      return noContent(reply);
    },
  );
}

function registerIdentityLinks(app: RestApp, engine: Engine): void {
  app.get(
    '/task/:id/identity-links',
    does('Lists who has to do with a task', {
      params: ById,
      querystring: IdentityLinksQuery,
      response: { 200: z.array(IdentityLink) },
    }),
    async ({ params, query }) => {
      const links = await readIdentityLinks(engine, params.id);
      return query.type === undefined ? links : links.filter((link) => link.type === query.type);
    },
  );
  app.post(
    '/task/:id/identity-links',
    does('Adds who has to do with a task', { params: ById, body: IdentityLinkBody, response: NOTHING }),
    async ({ params, body }, reply) => {
      await addIdentityLink(engine, params.id, toLink(body));
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/identity-links/delete',
    does('Removes who has to do with a task', { params: ById, body: IdentityLinkBody, response: NOTHING }),
    async ({ params, body }, reply) => {
      await removeIdentityLink(engine, params.id, toLink(body));
      return noContent(reply);
    },
  );
}

function toLink({ type, userId, groupId }: z.output<typeof IdentityLinkBody>): {
  type: string;
  userId: string | null;
  groupId: string | null;
} {
  return { type, userId: userId ?? null, groupId: groupId ?? null };
}
