import { recordTaskChange } from '../../store/history.ts';
import {
  HOLDERS,
  deleteIdentityLink,
  holderRecord,
  insertIdentityLinks,
} from '../../store/identity-links.ts';
import type { IdentityLink, LinkChange } from '../../store/identity-links.ts';
import { updateUserTask } from '../../store/user-tasks.ts';
import type { TaskRow } from '../../store/user-tasks.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { announceTaskChange } from './announce-task-change.ts';
import { takeTask } from './take-user-task.ts';
import { taskIsNull } from './task-errors.ts';
import { recordOperation } from '../history/record-operation.ts';
import { changesOf, contextOf, recordTaskOperation } from './task-operations.ts';

/** Takes a task for a user. Again for the same user is fine. @throws EngineError 500 (sic) when another one has it. */
export function claimUserTask(engine: Engine, id: string, userId: string | null): Promise<void> {
  return changeTask(engine, id, 'Claim', (task) => {
    if (userId !== null && task.assignee !== null && task.assignee !== userId) {
      throw new EngineError(
        500,
        'TaskAlreadyClaimedException',
        `Task '${id}' is already claimed by someone else.`,
        {
          code: 0,
        },
      );
    }
    return { assignee: userId };
  });
}

/** Sets or clears the assignee, whoever has the task. */
export function assignUserTask(engine: Engine, id: string, userId: string | null): Promise<void> {
  return changeTask(engine, id, 'Assign', () => ({ assignee: userId }));
}

/** Asks a user to do a task for its owner; whoever had it becomes the owner of one that has none. */
export function delegateUserTask(engine: Engine, id: string, userId: string | null): Promise<void> {
  return changeTask(engine, id, 'Delegate', (task) => ({
    delegationState: 'PENDING',
    owner: task.owner ?? task.assignee,
    assignee: userId,
  }));
}

/** Fields of a task that people may change. */
export type TaskChange = Partial<
  Pick<
    TaskRow,
    | 'parentTaskId'
    | 'name'
    | 'description'
    | 'assignee'
    | 'owner'
    | 'delegationState'
    | 'priority'
    | 'dueAt'
    | 'followUpAt'
  >
>;

/**
 * Changes fields of a task; `operation` is what Camunda calls it when somebody does so.
 *
 * @throws EngineError 500 (sic) when there is no such task.
 */
export function changeTask(
  engine: Engine,
  id: string,
  operation: 'Claim' | 'Assign' | 'Delegate' | 'Update',
  change: (task: TaskRow) => TaskChange,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const task = await requireTask(work, id);
    const changed = { ...task, ...change(task) };
    const { parentTaskId } = changed;
    if (parentTaskId !== null && parentTaskId !== task.parentTaskId) await takeParent(work, parentTaskId);
    await saveTask(work, task, changed);
    await recordTaskOperation(work, operation, changed, changesOf(task, changed));
  });
}

/** The task that another one is a part of, locked. @throws EngineError 400 when it is not there. */
export async function takeParent(work: Work, id: string): Promise<TaskRow> {
  const taken = await takeTask(work, id);
  if (taken) return taken.task;
  const reason = `Parent task with id '${id}' does not exist: parentTask is null`;
  throw new EngineError(400, 'InvalidRequestException', `Could not save task: ${reason}`, { code: 0 });
}

/** Writes a task that was changed, also into the history, and lets the model hear of it. */
export async function saveTask(work: Work, before: TaskRow, task: TaskRow): Promise<void> {
  await updateUserTask(work.tx, task, work.now);
  await recordTaskChange(work.tx, task);
  await recordHolders(work, before, task);
  await announceTaskChange(work, before, task);
}

/** Who changes the people of a task, and when. */
function changeOf({ engine, now }: Work): LinkChange {
  return { userId: engine.userId ?? null, at: now };
}

/** Records who has a task and whom it belongs to, where that changed. */
export async function recordHolders(
  work: Work,
  before: Pick<TaskRow, 'assignee' | 'owner'>,
  task: Pick<TaskRow, 'id' | 'assignee' | 'owner'>,
): Promise<void> {
  for (const type of ['assignee', 'owner'] as const) {
    const [old, fresh] = [before[type], task[type]];
    if (old === fresh) continue;
    for (const [operation, userId] of [['delete', old] as const, ['add', fresh] as const]) {
      if (userId === null) continue;
      await HOLDERS.note(work.tx, [[holderRecord(task.id, { type, userId, operation }, changeOf(work))]]);
    }
  }
}

/** Adds a user or group to a task; the types `assignee` and `owner` set those fields. */
export function addIdentityLink(engine: Engine, id: string, link: IdentityLink): Promise<void> {
  return changeLink(engine, id, link, 'Add');
}

/** Removes a user or group from a task. */
export function removeIdentityLink(engine: Engine, id: string, link: IdentityLink): Promise<void> {
  return changeLink(engine, id, link, 'Delete');
}

function changeLink(
  engine: Engine,
  id: string,
  link: IdentityLink,
  operation: 'Add' | 'Delete',
): Promise<void> {
  checkLink(link);
  const { type, userId, groupId } = link;
  const field = fieldOf(link);
  return inTransaction(engine, async (work) => {
    const task = await requireTask(work, id);
    if (field) {
      const holder = operation === 'Add' ? userId : task[field] === userId ? null : task[field];
      await saveTask(work, task, { ...task, [field]: holder });
    } else if (operation === 'Add') {
      await insertIdentityLinks(work.tx, [{ taskId: id, link }], changeOf(work));
    } else {
      await deleteIdentityLink(work.tx, id, link, changeOf(work));
    }
    await recordOperation(work, {
      ...contextOf(task),
      type: `${operation}${groupId === null ? 'User' : 'Group'}Link`,
      entity: 'IdentityLink',
      category: 'TaskWorker',
      changes: [{ property: type, to: userId ?? groupId }],
    });
  });
}

function fieldOf(link: IdentityLink): 'assignee' | 'owner' | undefined {
  return link.type === 'assignee' || link.type === 'owner' ? link.type : undefined;
}

function checkLink({ userId, groupId }: IdentityLink): void {
  if (userId !== null && groupId !== null) {
    throw invalidRequest('Identity Link requires userId or groupId, but not both.');
  }
  if (userId === null && groupId === null) throw invalidRequest('Identity Link requires userId or groupId.');
}

async function requireTask(work: Work, id: string): Promise<TaskRow> {
  const taken = await takeTask(work, id);
  if (!taken) throw taskIsNull(id);
  return taken.task;
}
