import {
  deleteComments,
  findComments,
  insertComment,
  tasksWithComments,
  updateComment as updateCommentRow,
} from '../../store/comments.ts';
import type { Comment, CommentChoice } from '../../store/comments.ts';
import type { Tx } from '../../store/database.ts';
import { withConnection } from '../../store/database.ts';
import { hasHistory } from '../../store/history.ts';
import { findInstanceFacts } from '../../store/load-instances.ts';
import { findUserTask, touchUserTask } from '../../store/user-tasks.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';

export type { Comment, CommentChoice };

/** Comments of a task or an instance, also when it ended, the newest first. @throws EngineError 404 when it never was. */
export function readComments(engine: Engine, choice: CommentChoice): Promise<Comment[]> {
  return withConnection(engine.database, async (tx) => {
    await requireRecord(tx, choice);
    return findComments(tx, choice);
  });
}

/** Of these tasks those that have comments. */
export function commentedTasks(engine: Engine, taskIds: string[]): Promise<Set<string>> {
  return withConnection(engine.database, (tx) => tasksWithComments(tx, taskIds));
}

/** One comment of a task. @throws EngineError 404 */
export function readTaskComment(engine: Engine, taskId: string, id: string): Promise<Comment> {
  return withConnection(engine.database, async (tx) => {
    const [comment] = await findComments(tx, { of: 'task', ownerId: taskId, id });
    if (comment) return comment;
    throw invalidRequest(`Task comment with id ${id} does not exist for task id '${taskId}'.`, 404);
  });
}

/**
 * Writes beside a task, also one that ended.
 *
 * @throws EngineError 400 when there never was such a task, or nothing is written.
 */
export function createComment(
  engine: Engine,
  taskId: string,
  given: { message: string | null; processInstanceId: string | null },
): Promise<Comment> {
  return inTransaction(engine, async (work) => {
    const { tx, now } = work;
    await requireRecord(tx, { of: 'task', ownerId: taskId }, 400);
    const { message, processInstanceId } = given;
    if (message === null) {
      throw new EngineError(400, 'InvalidRequestException', 'Not enough parameters submitted', { code: 0 });
    }
    const instanceId = (await findUserTask(tx, taskId))?.instanceId;
    const instance = instanceId ? await findInstanceFacts(tx, instanceId) : undefined;
    const rootProcessInstanceId = instance?.rootId ?? null;
    const comment = {
      id: engine.newId(),
      userId: engine.userId ?? null,
      taskId,
      processInstanceId,
      rootProcessInstanceId,
      message,
      time: now,
    };
    await insertComment(tx, comment);
    await touchUserTask(tx, taskId, now);
    return { ...comment, removalTime: null };
  });
}

/** Writes a comment anew. @throws EngineError 404 without such a task or instance, 400 when it ended or has no such comment. */
export function changeComment(engine: Engine, choice: CommentChoice, message: string | null): Promise<void> {
  return inTransaction(engine, async (work) => {
    const { of, ownerId, id } = choice;
    await requireRecord(work.tx, choice);
    if (id === undefined) throw invalidRequest('commentId is null');
    if (message === null) throw invalidRequest('message is null');
    if (
      !(await updateCommentRow(work.tx, choice, { message, userId: engine.userId ?? null, at: work.now }))
    ) {
      const owner = `${of === 'task' ? 'taskId' : 'processInstanceId'}: ${ownerId}`;
      throw invalidRequest(`No comment exists with commentId: ${id} and ${owner}: comment is null`);
    }
    await requireOpen(work, choice);
  });
}

/** Removes comments; one that is not there is fine. @throws EngineError as `changeComment` */
export function removeComments(engine: Engine, choice: CommentChoice): Promise<void> {
  return inTransaction(engine, async (work) => {
    await requireRecord(work.tx, choice);
    await requireOpen(work, choice);
    await deleteComments(work.tx, choice);
  });
}

async function requireRecord(tx: Tx, { of, ownerId }: CommentChoice, status = 404): Promise<void> {
  if (await hasHistory(tx, of, ownerId)) return;
  throw invalidRequest(
    of === 'task' ? `No task found for task id ${ownerId}` : `No process instance found for id ${ownerId}`,
    status,
  );
}

/** What was written beside a task that ended stays as it is. */
async function requireOpen({ tx, now }: Work, { of, ownerId }: CommentChoice): Promise<void> {
  if (of === 'instance') {
    if (await findInstanceFacts(tx, ownerId)) return;
    throw invalidRequest(
      `No processInstance exists with processInstanceId: ${ownerId}: processInstance is null`,
    );
  }
  if (!(await touchUserTask(tx, ownerId, now))) {
    throw invalidRequest(`No task exists with taskId: ${ownerId}: task is null`);
  }
}
