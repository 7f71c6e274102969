import type { FastifyInstance } from 'fastify';
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
import { parseRequest } from '../parse-request.ts';

interface CommentPath {
  Params: { id: string; commentId: string };
}

/** Serves what people write beside tasks and, where they name it, on instances. */
export function registerCommentRoutes(app: FastifyInstance, engine: Engine): void {
  registerComments(app, engine, '/task/:id/comment', 'task');
  registerComments(app, engine, '/process-instance/:id/comment', 'instance');

  app.get<CommentPath>('/task/:id/comment/:commentId', async ({ params }) =>
    commentDto(await readTaskComment(engine, params.id, params.commentId)),
  );
  app.post<CommentPath>('/task/:id/comment/create', async (request) => {
    const { message, processInstanceId } = parseRequest(CreateComment, request.body);
    const comment = await createComment(engine, request.params.id, {
      message: message ?? null,
      processInstanceId: processInstanceId ?? null,
    });
    return commentDto(comment, [
      linkTo(request, `task/${encodeURIComponent(comment.taskId)}/comment/${comment.id}`),
    ]);
  });
}

function registerComments(app: FastifyInstance, engine: Engine, path: string, of: CommentChoice['of']): void {
  app.get<CommentPath>(path, async ({ params }) => {
    const comments = await readComments(engine, { of, ownerId: params.id });
    return comments.map((comment) => commentDto(comment));
  });
  app.put<CommentPath>(path, async ({ params, body }, reply) => {
    const { id, message } = parseRequest(UpdateComment, body);
    await changeComment(engine, { of, ownerId: params.id, id: id ?? undefined }, message ?? null);
    return reply.status(204).send();
  });
  app.delete<CommentPath>(path, async ({ params }, reply) => {
    await removeComments(engine, { of, ownerId: params.id });
    return reply.status(204).send();
  });
  app.delete<CommentPath>(`${path}/:commentId`, async ({ params }, reply) => {
    await removeComments(engine, { of, ownerId: params.id, id: params.commentId });
    return reply.status(204).send();
  });
}

function commentDto(comment: Comment, links: object[] = []): Record<string, unknown> {
  return { links, ...comment };
}
