import {
  deleteAttachment,
  findAttachments,
  insertAttachment,
  ownersOfTask,
  tasksWithAttachments,
} from '../../store/attachments.ts';
import type { Attachment, AttachmentRow } from '../../store/attachments.ts';
import { withConnection } from '../../store/database.ts';
import { hasHistory } from '../../store/history.ts';
import { touchUserTask } from '../../store/user-tasks.ts';
import { findContent, insertContent } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';

export type { Attachment };

/** What somebody puts beside a task: bytes, or the address of something. */
export type NewAttachment = Pick<AttachmentRow, 'name' | 'description' | 'type' | 'url'> & {
  content: Buffer | undefined;
};

/** Attachments of a task, also of one that ended, the oldest first. @throws EngineError 404 when there never was such a task */
export function readAttachments(engine: Engine, taskId: string): Promise<Attachment[]> {
  return withConnection(engine.database, async (tx) => {
    if (!(await hasHistory(tx, 'task', taskId))) throw noSuchTask(taskId, 404);
    return findAttachments(tx, taskId);
  });
}

/** One attachment of a task. @throws EngineError 404 */
export function readAttachment(engine: Engine, taskId: string, id: string): Promise<Attachment> {
  return withConnection(engine.database, async (tx) => {
    const [attachment] = await findAttachments(tx, taskId, id);
    if (attachment) return attachment;
    throw invalidRequest(`Task attachment with id ${id} does not exist for task id '${taskId}'.`, 404);
  });
}

/** The bytes of an attachment. @throws EngineError 404 when it has none */
export function readAttachmentData(engine: Engine, taskId: string, id: string): Promise<Buffer> {
  return withConnection(engine.database, async (tx) => {
    const [attachment] = await findAttachments(tx, taskId, id);
    const bytes = attachment?.contentId ? await findContent(tx, attachment.contentId) : undefined;
    if (bytes) return bytes;
    const message = `Attachment content for attachment with id '${id}' does not exist for task id '${taskId}'.`;
    throw invalidRequest(message, 404);
  });
}

/** Of these tasks those that have attachments. */
export function attachedTasks(engine: Engine, taskIds: string[]): Promise<Set<string>> {
  return withConnection(engine.database, (tx) => tasksWithAttachments(tx, taskIds));
}

/** Puts something beside a task, also beside one that ended. @throws EngineError 400 when there never was such a task */
export function createAttachment(
  engine: Engine,
  taskId: string,
  { content, ...given }: NewAttachment,
): Promise<Attachment> {
  return inTransaction(engine, async (work) => {
    const { tx, now } = work;
    const owners = await ownersOfTask(tx, taskId);
    if (!owners) throw noSuchTask(taskId, 400);
    const contentId = content ? engine.newId() : null;
    if (content && contentId !== null) {
      await insertContent(tx, contentId, owners.rootId ?? taskId, content);
    }
    const attachment: AttachmentRow = {
      ...given,
      id: engine.newId(),
      taskId,
      rootProcessInstanceId: owners.rootId,
      contentId,
      createTime: now,
    };
    await insertAttachment(tx, attachment);
    await touchUserTask(tx, taskId, now);
    await record(work, 'AddAttachment', { taskId, instanceId: owners.instanceId, name: given.name });
    return { ...attachment, removalTime: null };
  });
}

/** Removes an attachment of a task with its bytes. @throws EngineError 404 when there is none */
export function removeAttachment(engine: Engine, taskId: string, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const owners = await ownersOfTask(work.tx, taskId);
    const gone = await deleteAttachment(work.tx, taskId, id);
    if (!gone) {
      const where = `task id '${taskId}' and attachment id '${id}'`;
      throw invalidRequest(`Deletion is not possible. No attachment exists for ${where}.`, 404);
    }
    await touchUserTask(work.tx, taskId, work.now);
    const instanceId = owners?.instanceId ?? null;
    await record(work, 'DeleteAttachment', { taskId, instanceId, name: gone.name });
  });
}

function record(
  work: Work,
  type: 'AddAttachment' | 'DeleteAttachment',
  { name, ...context }: { taskId: string; instanceId: string | null; name: string | null },
): Promise<void> {
  const changes = [{ property: 'name', to: name }];
  return recordOperation(work, { ...context, type, entity: 'Attachment', category: 'TaskWorker', changes });
}

function noSuchTask(taskId: string, status: number): Error {
  return invalidRequest(`No task found for task id ${taskId}`, status);
}
