import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** What someone wrote beside a task. */
export interface CommentRow {
  id: string;
  /** Whoever wrote it last. */
  userId: string | null;
  taskId: string;
  /** Where its writer named an instance, the comment is on that as well. */
  processInstanceId: string | null;
  rootProcessInstanceId: string | null;
  message: string;
  time: Date;
}

/** A comment with the moment its record may go. */
export type Comment = CommentRow & { removalTime: Date | null };

/** Which comments are meant: of a task or of an instance, all or one. */
export interface CommentChoice {
  of: 'task' | 'instance';
  ownerId: string;
  /** @default all of them */
  id?: string | undefined;
}

const OWNER = { task: 'task_id', instance: 'instance_id' } as const;

/** The comments of `choice` as a condition on `$1` and `$2`. */
const chosen = ({ of }: CommentChoice): string => `c.${OWNER[of]} = $1 AND ($2::text IS NULL OR c.id = $2)`;

/** Stores a comment. */
export async function insertComment(tx: Tx, comment: CommentRow): Promise<void> {
  await insertRows(tx, 'comments', [
    {
      id: comment.id,
      user_id: comment.userId,
      task_id: comment.taskId,
      instance_id: comment.processInstanceId,
      root_instance_id: comment.rootProcessInstanceId,
      message: comment.message,
      created_at: comment.time,
    },
  ]);
}

/** Comments, the newest first. */
export async function findComments(tx: Tx, choice: CommentChoice): Promise<Comment[]> {
  const { rows } = await tx.query<Comment>(
    `SELECT c.id, c.user_id AS "userId", c.task_id AS "taskId", c.instance_id AS "processInstanceId",
            c.root_instance_id AS "rootProcessInstanceId", c.message, c.created_at AS "time",
            h.removal_at AS "removalTime"
       FROM engine.comments c LEFT JOIN engine.history_processes h ON h.id = c.root_instance_id
      WHERE ${chosen(choice)} ORDER BY c.created_at DESC, c.id`,
    [choice.ownerId, choice.id ?? null],
  );
  return rows;
}

/** Writes a comment anew; false when there is none. */
export async function updateComment(
  tx: Tx,
  choice: CommentChoice,
  change: { message: string; userId: string | null; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE engine.comments c SET message = $3, user_id = $4, created_at = $5 WHERE ${chosen(choice)}`,
    [choice.ownerId, choice.id ?? null, change.message, change.userId, change.at],
  );
  return rowCount !== 0;
}

/** Removes comments. */
export async function deleteComments(tx: Tx, choice: CommentChoice): Promise<void> {
  await tx.query(`DELETE FROM engine.comments c WHERE ${chosen(choice)}`, [
    choice.ownerId,
    choice.id ?? null,
  ]);
}

/** Of these tasks those that have comments. */
export async function tasksWithComments(tx: Tx, taskIds: string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ taskId: string }>(
    'SELECT DISTINCT task_id AS "taskId" FROM engine.comments WHERE task_id = ANY($1)',
    [taskIds],
  );
  return new Set(rows.map(({ taskId }) => taskId));
}
