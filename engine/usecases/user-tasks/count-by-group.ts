import { withConnection } from '../../store/database.ts';
import { countByCandidateGroup } from '../../store/user-tasks.ts';
import type { Engine } from '../engine.ts';

/** How many open tasks each candidate group has, with those of no group under `null`. */
export function countTasksByGroup(
  engine: Engine,
): Promise<{ groupName: string | null; taskCount: number }[]> {
  return withConnection(engine.database, countByCandidateGroup);
}
