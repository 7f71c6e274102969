import type { Lookup, Tx } from './database.ts';
import type { LinkChange } from './identity-links.ts';

/** Whether whoever was asked to do a task for its owner has done so. */
export type DelegationState = 'PENDING' | 'RESOLVED';

/** A piece of work that waits for a person. */
interface TaskFields {
  id: string;
  /** The task it is a part of. */
  parentTaskId: string | null;
  name: string | null;
  description: string | null;
  assignee: string | null;
  owner: string | null;
  delegationState: DelegationState | null;
  priority: number;
  dueAt: Date | null;
  followUpAt: Date | null;
  formKey: string | null;
  createdAt: Date;
}

/** A task of an instance. */
export interface UserTaskRow extends TaskFields {
  instanceId: string;
  executionId: string;
  activityId: string;
  scopePath: string[];
}

/** A task that people made themselves. */
export interface StandaloneTaskRow extends TaskFields {
  instanceId: null;
  tenantId: string | null;
}

/** Any task. */
export type TaskRow = UserTaskRow | StandaloneTaskRow;

const COLUMNS = `t.id, t.instance_id AS "instanceId", t.execution_id AS "executionId", t.activity_id AS "activityId",
  t.scope_path AS "scopePath", t.parent_task_id AS "parentTaskId", t.tenant_id AS "tenantId", t.name, t.description, t.assignee, t.owner, t.delegation_state AS "delegationState", t.priority, t.due_at AS "dueAt",
  t.follow_up_at AS "followUpAt", t.form_key AS "formKey", t.created_at AS "createdAt"`;

/** A new task as its row is written. */
export function userTaskRow(task: UserTaskRow): Record<string, unknown> {
  return {
    id: task.id,
    instance_id: task.instanceId,
    execution_id: task.executionId,
    activity_id: task.activityId,
    scope_path: task.scopePath,
    name: task.name,
    description: task.description,
    assignee: task.assignee,
    owner: task.owner,
    priority: task.priority,
    due_at: task.dueAt,
    follow_up_at: task.followUpAt,
    form_key: task.formKey,
    created_at: task.createdAt,
  };
}

/** A task, locked until the transaction ends. */
export async function findUserTaskForUpdate(
  tx: Tx,
  id: string,
): Promise<(TaskRow & { suspended: boolean | null }) | undefined> {
  const [task] = await tx.find<TaskRow & { suspended: boolean | null }>(FOR_UPDATE, id);
  return task;
}

const FOR_UPDATE: Lookup = {
  sql: `SELECT t.id AS key, ${COLUMNS}, i.suspended
          FROM engine.user_tasks t LEFT JOIN engine.instances i ON i.id = t.instance_id
         WHERE t.id = ANY($1) FOR UPDATE OF t`,
};

/** A task as it is now. */
export async function findUserTask(tx: Tx, id: string): Promise<TaskRow | undefined> {
  const { rows } = await tx.query<TaskRow>(`SELECT ${COLUMNS} FROM engine.user_tasks t WHERE t.id = $1`, [
    id,
  ]);
  return rows[0];
}

/** The open tasks of an instance. */
export async function findUserTasksOf(tx: Tx, instanceId: string): Promise<UserTaskRow[]> {
  const { rows } = await tx.query<UserTaskRow>(
    `SELECT ${COLUMNS} FROM engine.user_tasks t WHERE t.instance_id = $1`,
    [instanceId],
  );
  return rows;
}

/** Writes what people may change on a task. */
export async function updateUserTask(tx: Tx, task: TaskRow, updatedAt: Date): Promise<void> {
  await tx.query(
    `UPDATE engine.user_tasks SET name = $2, description = $3, assignee = $4, owner = $5, priority = $6,
            due_at = $7, follow_up_at = $8, delegation_state = $9, parent_task_id = $10, updated_at = $11 WHERE id = $1`,
    [
      task.id,
      task.name,
      task.description,
      task.assignee,
      task.owner,
      task.priority,
      task.dueAt,
      task.followUpAt,
      task.delegationState,
      task.parentTaskId,
      updatedAt,
    ],
  );
}

/** A task as its listeners left it. */
export type HeardTask = Pick<
  TaskFields,
  'id' | 'name' | 'description' | 'assignee' | 'owner' | 'priority' | 'dueAt' | 'followUpAt'
>;

/**
 * Writes what listeners changed on a task, into the history also when it ended with that, and records who has and owns it now and
 * did before; `by` is who made it happen.
 */
export async function updateHeardTask(tx: Tx, task: HeardTask, by: LinkChange): Promise<void> {
  const { id, name, description, assignee, owner, priority, dueAt, followUpAt } = task;
  await tx.write(RECORD_HOLDERS, [id, assignee, owner, by.userId, by.at]);
  for (const table of ['user_tasks', 'history_tasks']) {
    await tx.write(
      `UPDATE engine.${table} SET name = $2, description = $3, assignee = $4, owner = $5, priority = $6, due_at = $7,
              follow_up_at = $8 WHERE id = $1`,
      [id, name, description, assignee, owner, priority, dueAt, followUpAt],
    );
  }
}

/** Nothing is recorded of who stays. */
const RECORD_HOLDERS = `
  INSERT INTO engine.history_identity_links (task_id, type, user_id, operation, assigner_id, at)
  SELECT h.id, l.type, l.user_id, l.operation, $4, $5
    FROM engine.history_tasks h CROSS JOIN LATERAL (VALUES
      (1, 'assignee', 'delete', h.assignee, $2::text), (2, 'assignee', 'add', $2::text, h.assignee),
      (3, 'owner', 'delete', h.owner, $3::text), (4, 'owner', 'add', $3::text, h.owner)
    ) l (rank, type, operation, user_id, other_id)
   WHERE h.id = $1 AND l.user_id IS DISTINCT FROM l.other_id AND l.user_id IS NOT NULL ORDER BY l.rank`;

/** Notes that something happened around a task; false when it is not open. */
export async function touchUserTask(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE engine.user_tasks SET updated_at = $2 WHERE id = $1', [id, at]);
  return rowCount === 1;
}

/** Removes a task that ended and records why: `completed` or `deleted`. Its parts end with it, for the same reason. */
export async function endUserTask(tx: Tx, id: string, reason: string, at: Date): Promise<void> {
  await tx.writeRows(END, [[id, reason, at]]);
}

const END = `
  WITH recorded AS (
    UPDATE engine.history_tasks
       SET delete_reason = ($2::text[])[array_position($1::text[], id)],
           ended_at = ($3::timestamptz[])[array_position($1::text[], id)] WHERE id = ANY($1))
  DELETE FROM engine.user_tasks WHERE id = ANY($1)`;

/** How many open tasks each group may take; `null` stands for the tasks that no group may. */
export async function countByCandidateGroup(
  tx: Tx,
): Promise<{ groupName: string | null; taskCount: number }[]> {
  const { rows } = await tx.query<{ groupName: string | null; taskCount: number }>(
    `SELECT l.group_id AS "groupName", count(*) AS "taskCount"
       FROM engine.user_tasks t
       LEFT JOIN engine.identity_links l ON l.task_id = t.id AND l.type = 'candidate' AND l.group_id IS NOT NULL
      GROUP BY l.group_id ORDER BY l.group_id`,
  );
  return rows;
}
