import { z } from 'zod';
import type { AtomLink } from '../../../schemas/camunda/answers/fields.ts';
import { SentComment } from '../../../schemas/camunda/answers/tasks.ts';
import { CreateComment, UpdateComment } from '../../../schemas/camunda/tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import {
  changeComment,
  createComment,
  readComments,
  readTaskComment,
  removeComments,
} from '../../usecases/user-tasks/comments.ts';
import type { Comment, CommentChoice } from '../../usecases/user-tasks/comments.ts';
import { linkTo } from '../link-to.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById, OneComment } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves what people write beside tasks and, where they name it, on instances. */
export function registerCommentRoutes(app: RestApp, engine: Engine): void {
  registerComments(app, engine, '/task/:id/comment', 'task');
  registerComments(app, engine, '/process-instance/:id/comment', 'instance');

  app.get(
    '/task/:id/comment/:commentId',
    does('Reads a comment', { params: OneComment, response: { 200: SentComment } }),
    async ({ params }) => commentDto(await readTaskComment(engine, params.id, params.commentId)),
  );
  app.post(
    '/task/:id/comment/create',
    does('Writes a comment', { params: ById, body: CreateComment, response: { 200: SentComment } }),
    async (request) => {
      const { message, processInstanceId } = request.body;
      const comment = await createComment(engine, request.params.id, {
        message: message ?? null,
        processInstanceId: processInstanceId ?? null,
      });
      return commentDto(comment, [
        linkTo(request, `task/${encodeURIComponent(comment.taskId)}/comment/${comment.id}`),
      ]);
    },
  );
}

function registerComments(app: RestApp, engine: Engine, path: string, of: CommentChoice['of']): void {
  app.get(
    path,
    does('Lists comments', { params: ById, response: { 200: z.array(SentComment) } }),
    async ({ params }) => {
      const comments = await readComments(engine, { of, ownerId: params.id });
      return comments.map((comment) => commentDto(comment));
    },
  );
  app.put(
    path,
    does('Changes a comment', { params: ById, body: UpdateComment, response: NOTHING }),
    async ({ params, body }, reply) => {
      const { id, message } = body;
      await changeComment(engine, { of, ownerId: params.id, id: id ?? undefined }, message ?? null);
      return reply.status(204).send();
    },
  );
  app.delete(
    path,
    does('Removes all comments', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await removeComments(engine, { of, ownerId: params.id });
      return reply.status(204).send();
    },
  );
  app.delete(
    `${path}/:commentId`,
    does('Removes a comment', { params: OneComment, response: NOTHING }),
    async ({ params }, reply) => {
      await removeComments(engine, { of, ownerId: params.id, id: params.commentId });
      return reply.status(204).send();
    },
  );
}

function commentDto(comment: Comment, links: AtomLink[] = []): SentComment {
  return { ...comment, links };
}
