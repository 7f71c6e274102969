import type { Tx } from './database.ts';
import { RowInsert } from './row-insert.ts';

/** Who may take a task, has it or owns it: a user or a group, with a type such as `candidate`. */
export interface IdentityLink {
  type: string;
  userId: string | null;
  groupId: string | null;
}

/** Who changed the people of a task (null: nobody had to say, or the engine itself), and when. */
export interface LinkChange {
  userId: string | null;
  at: Date;
}

const ADD = `
  WITH added AS (
    INSERT INTO engine.identity_links (task_id, type, user_id, group_id)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
    ON CONFLICT DO NOTHING RETURNING task_id, type, user_id, group_id)
  INSERT INTO engine.history_identity_links (task_id, type, user_id, group_id, operation, assigner_id, at)
  SELECT task_id, type, user_id, group_id, 'add', ($5::text[])[array_position($1::text[], task_id)],
         ($6::timestamptz[])[array_position($1::text[], task_id)] FROM added`;

/** Links users or groups to tasks, and records it; a link that is there already stays. */
export async function insertIdentityLinks(
  tx: Tx,
  links: { taskId: string; link: IdentityLink }[],
  change: LinkChange,
): Promise<void> {
  await tx.writeRows(
    ADD,
    links.map(({ taskId, link }) => [taskId, link.type, link.userId, link.groupId, change.userId, change.at]),
  );
}

/** Removes a link, and records it. */
export async function deleteIdentityLink(
  tx: Tx,
  taskId: string,
  link: IdentityLink,
  change: LinkChange,
): Promise<void> {
  await tx.write(
    `WITH gone AS (
       DELETE FROM engine.identity_links WHERE task_id = $1 AND type = $2
          AND user_id IS NOT DISTINCT FROM $3 AND group_id IS NOT DISTINCT FROM $4
       RETURNING task_id, type, user_id, group_id)
     INSERT INTO engine.history_identity_links (task_id, type, user_id, group_id, operation, assigner_id, at)
     SELECT task_id, type, user_id, group_id, 'delete', $5, $6 FROM gone`,
    [taskId, link.type, link.userId, link.groupId, change.userId, change.at],
  );
}

/** Where it is recorded who was linked to tasks and who was not any more. */
export const HOLDERS = new RowInsert({
  name: 'history_identity_links',
  columns: {
    task_id: 'text',
    type: 'text',
    user_id: 'text',
    operation: 'text',
    assigner_id: 'text',
    at: 'timestamptz',
  },
});

/** The record that a task got or lost its assignee or owner, who are fields of it and no links. */
export function holderRecord(
  taskId: string,
  holder: { type: 'assignee' | 'owner'; userId: string; operation: 'add' | 'delete' },
  change: LinkChange,
): Record<string, unknown> {
  return {
    task_id: taskId,
    type: holder.type,
    user_id: holder.userId,
    operation: holder.operation,
    assigner_id: change.userId,
    at: change.at,
  };
}

/** Links of a task, oldest type name first. */
export async function identityLinksOf(tx: Tx, taskId: string): Promise<IdentityLink[]> {
  const { rows } = await tx.query<IdentityLink>(
    `SELECT type, user_id AS "userId", group_id AS "groupId" FROM engine.identity_links
      WHERE task_id = $1 ORDER BY type, group_id, user_id`,
    [taskId],
  );
  return rows;
}
