import type { Accountability } from '@directus/types';
import { TASK_GROUPS } from '../../../../schemas/codes.ts';
import type { TaskGroup } from '../../../../schemas/codes.ts';
import { ROLE_IDS, ROLE_OF_TASK_GROUP } from '../../../../model/access/role-ids.ts';

/** The groups whose tasks a person may claim, by the person's role and the roles it is part of. */
export function groupsOf(accountability: Accountability): TaskGroup[] {
  return TASK_GROUPS.filter((group) => accountability.roles.includes(ROLE_IDS[ROLE_OF_TASK_GROUP[group]]));
}
