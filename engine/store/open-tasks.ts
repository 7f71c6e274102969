import type { Tx } from './database.ts';
import { EXTERNAL_TASK_LOG, externalTaskRecord } from './external-task-log.ts';
import { externalTaskRow } from './external-tasks.ts';
import type { ExternalTaskRow } from './external-tasks.ts';
import { HOLDERS, holderRecord, insertIdentityLinks } from './identity-links.ts';
import type { IdentityLink, LinkChange } from './identity-links.ts';
import { TASK_RECORDS, taskRecord } from './history.ts';
import { RowInsert } from './row-insert.ts';
import { userTaskRow } from './user-tasks.ts';
import type { UserTaskRow } from './user-tasks.ts';

const OPEN_EXTERNAL_TASKS = new RowInsert(
  {
    name: 'external_tasks',
    columns: {
      id: 'text',
      instance_id: 'text',
      execution_id: 'text',
      activity_id: 'text',
      scope_path: 'text[]',
      topic: 'text',
      priority: 'bigint',
      worker_id: 'text',
      lock_expires_at: 'timestamptz',
      retries: 'integer',
      error_message: 'text',
      error_details: 'text',
      extension_properties: 'jsonb',
      created_at: 'timestamptz',
    },
    onConflict: 'ON CONFLICT (instance_id, execution_id) DO NOTHING',
  },
  EXTERNAL_TASK_LOG,
);

/**
 * Stores and records new tasks for workers, also such as are locked already; one already stored for its execution is left as it is.
 */
export async function openExternalTasks(
  tx: Tx,
  tasks: ExternalTaskRow[],
  made: { newId: () => string; at: Date },
): Promise<void> {
  await OPEN_EXTERNAL_TASKS.note(
    tx,
    tasks.map((task) => [
      externalTaskRow(task),
      // As in Camunda a task has no worker when it is created.
      externalTaskRecord({ ...task, workerId: null }, 'creation', made),
    ]),
  );
}

const OPEN_USER_TASKS = new RowInsert(
  {
    name: 'user_tasks',
    columns: {
      id: 'text',
      instance_id: 'text',
      execution_id: 'text',
      activity_id: 'text',
      scope_path: 'text[]',
      name: 'text',
      description: 'text',
      assignee: 'text',
      owner: 'text',
      priority: 'integer',
      due_at: 'timestamptz',
      follow_up_at: 'timestamptz',
      form_key: 'text',
      created_at: 'timestamptz',
    },
  },
  TASK_RECORDS,
);

/** Stores and records new tasks for people, with their candidates; `by` is who made them happen. */
export async function openUserTasks(
  tx: Tx,
  tasks: { task: UserTaskRow; candidates: IdentityLink[] }[],
  by: LinkChange,
): Promise<void> {
  await OPEN_USER_TASKS.note(
    tx,
    tasks.map(({ task }) => [userTaskRow(task), taskRecord(task)]),
  );
  const assigned = tasks.flatMap(({ task: { id, assignee } }) =>
    assignee === null
      ? []
      : [[holderRecord(id, { type: 'assignee', userId: assignee, operation: 'add' }, by)]],
  );
  await HOLDERS.note(tx, assigned);
  await insertIdentityLinks(
    tx,
    tasks.flatMap(({ task, candidates }) => candidates.map((link) => ({ taskId: task.id, link }))),
    by,
  );
}
