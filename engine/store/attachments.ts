import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** A file or a link that somebody put beside a task. */
export interface AttachmentRow {
  id: string;
  taskId: string;
  rootProcessInstanceId: string | null;
  name: string | null;
  description: string | null;
  type: string | null;
  /** Where the content is, when it is not here. */
  url: string | null;
  contentId: string | null;
  createTime: Date;
}

/** An attachment with the moment its record may go. */
export type Attachment = AttachmentRow & { removalTime: Date | null };

/** Stores an attachment; its content is stored before. */
export async function insertAttachment(tx: Tx, attachment: AttachmentRow): Promise<void> {
  await insertRows(tx, 'attachments', [
    {
      id: attachment.id,
      task_id: attachment.taskId,
      root_instance_id: attachment.rootProcessInstanceId,
      name: attachment.name,
      description: attachment.description,
      type: attachment.type,
      url: attachment.url,
      content_id: attachment.contentId,
      created_at: attachment.createTime,
    },
  ]);
}

/** Attachments of a task, or one of them, the oldest first. */
export async function findAttachments(tx: Tx, taskId: string, id?: string): Promise<Attachment[]> {
  const { rows } = await tx.query<Attachment>(
    `SELECT a.id, a.task_id AS "taskId", a.root_instance_id AS "rootProcessInstanceId", a.name, a.description, a.type,
            a.url, a.content_id AS "contentId", a.created_at AS "createTime", h.removal_at AS "removalTime"
       FROM engine.attachments a LEFT JOIN engine.history_processes h ON h.id = a.root_instance_id
      WHERE a.task_id = $1 AND ($2::text IS NULL OR a.id = $2) ORDER BY a.created_at, a.id`,
    [taskId, id ?? null],
  );
  return rows;
}

/** Removes an attachment with its content; its name, undefined when there is none. */
export async function deleteAttachment(
  tx: Tx,
  taskId: string,
  id: string,
): Promise<{ name: string | null } | undefined> {
  const { rows } = await tx.query<{ name: string | null }>(
    `WITH gone AS (DELETE FROM engine.attachments WHERE task_id = $1 AND id = $2 RETURNING name, content_id),
     content AS (DELETE FROM engine.contents WHERE id = ANY(ARRAY(SELECT content_id FROM gone)))
     SELECT name FROM gone`,
    [taskId, id],
  );
  return rows[0];
}

/** Of these tasks those that have attachments. */
export async function tasksWithAttachments(tx: Tx, taskIds: string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ taskId: string }>(
    'SELECT DISTINCT task_id AS "taskId" FROM engine.attachments WHERE task_id = ANY($1)',
    [taskIds],
  );
  return new Set(rows.map(({ taskId }) => taskId));
}

/** The instance whose history a task belongs to, and the root of that; undefined when there never was such a task. */
export async function ownersOfTask(
  tx: Tx,
  taskId: string,
): Promise<{ instanceId: string | null; rootId: string | null } | undefined> {
  const { rows } = await tx.query<{ instanceId: string | null; rootId: string | null }>(
    `SELECT t.instance_id AS "instanceId", h.root_id AS "rootId" FROM engine.history_tasks t
       LEFT JOIN engine.history_processes h ON h.id = t.instance_id WHERE t.id = $1`,
    [taskId],
  );
  return rows[0];
}
