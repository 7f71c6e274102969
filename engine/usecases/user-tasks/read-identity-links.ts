import { withConnection } from '../../store/database.ts';
import { identityLinksOf } from '../../store/identity-links.ts';
import type { IdentityLink } from '../../store/identity-links.ts';
import { findUserTask } from '../../store/user-tasks.ts';
import type { Engine } from '../engine.ts';
import { taskIsNull } from './task-errors.ts';

/** Everyone linked to a task, its assignee and owner first. @throws EngineError 500 (sic) when there is no such task. */
export function readIdentityLinks(engine: Engine, id: string): Promise<IdentityLink[]> {
  return withConnection(engine.database, async (tx) => {
    const task = await findUserTask(tx, id);
    if (!task) throw taskIsNull(id);
    const link = (type: string, userId: string | null) =>
      userId === null ? [] : [{ type, userId, groupId: null }];
    return [
      ...link('assignee', task.assignee),
      ...link('owner', task.owner),
      ...(await identityLinksOf(tx, id)),
    ];
  });
}
