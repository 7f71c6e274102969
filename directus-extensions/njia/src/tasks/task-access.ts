import type { Accountability } from '@directus/types';
import type { TaskGroup } from '../../../../schemas/codes.ts';
import type { DirectusContext, DirectusRequest } from '../directus/context.ts';
import { TaskNotForYou } from '../errors.ts';
import { groupsOf } from './task-groups.ts';

/** A row of `tasks`. */
export interface TaskRow {
  id: string;
  case: string;
  office: string | null;
  engine_task_id: string;
  element_id: string;
  name: string;
  form_collection: string | null;
  candidate_group: string | null;
  assignee: string | null;
  due_at: Date | string | null;
  state: 'open' | 'completing' | 'completed' | 'cancelled';
  referral: string | null;
  completed_by: string | null;
}

/**
 * Makes sure that the caller may see a task (row policies) and belongs to the group it is for.
 *
 * @throws ForbiddenError of Directus when the task is not theirs to see, TaskNotForYou when it is for another group.
 */
export async function checkTaskAccess(
  directus: DirectusContext,
  request: DirectusRequest,
  accountability: Accountability,
  taskId: string,
): Promise<void> {
  const service = new directus.services.ItemsService('tasks', { schema: request.schema, accountability });
  await service.readOne(taskId, { fields: ['id'] });
  const row = await directus
    .database<TaskRow>('tasks')
    .where({ id: taskId })
    .first('candidate_group', 'assignee');
  const isMine = row?.assignee === accountability.user;
  if (
    !isMine &&
    !accountability.admin &&
    !groupsOf(accountability).includes(row?.candidate_group as TaskGroup)
  ) {
    throw new TaskNotForYou();
  }
}
