import type { Tx } from './database.ts';
import { externalTaskRow } from './external-tasks.ts';
import type { ExternalTaskRow } from './external-tasks.ts';
import { externalTaskRecord, taskOfActivity, taskRecord } from './history.ts';
import { insertOf, insertTogether } from './insert-rows.ts';
import { holderRecord, insertIdentityLinks } from './identity-links.ts';
import type { IdentityLink, LinkChange } from './identity-links.ts';
import { userTaskRow } from './user-tasks.ts';
import type { UserTaskRow } from './user-tasks.ts';
import { writeTogether } from './write-together.ts';

/** Stores and records new tasks for workers; one already stored for its execution is left as it is. */
export async function openExternalTasks(
  tx: Tx,
  tasks: ExternalTaskRow[],
  made: { newId: () => string; at: Date },
): Promise<void> {
  await insertTogether(
    tx,
    tasks.map((task) => [
      {
        table: 'external_tasks',
        row: externalTaskRow(task),
        onConflict: 'ON CONFLICT (instance_id, execution_id) DO NOTHING',
      },
      externalTaskRecord(task, 'creation', made),
    ]),
  );
}

/** Stores and records new tasks for people, with their candidates; `by` is who made them happen. */
export async function openUserTasks(
  tx: Tx,
  tasks: { task: UserTaskRow; candidates: IdentityLink[] }[],
  by: LinkChange,
): Promise<void> {
  for (const { task } of tasks) {
    const { id, assignee } = task;
    await writeTogether(
      tx,
      insertOf({ table: 'user_tasks', row: userTaskRow(task) }),
      insertOf(taskRecord(task)),
      taskOfActivity(task),
      ...(assignee === null
        ? []
        : [insertOf(holderRecord(id, { type: 'assignee', userId: assignee, operation: 'add' }, by))]),
    );
  }
  await insertIdentityLinks(
    tx,
    tasks.flatMap(({ task, candidates }) => candidates.map((link) => ({ taskId: task.id, link }))),
    by,
  );
}
