import type { StandaloneTaskRow, TaskRow, UserTaskRow } from '../../store/user-tasks.ts';
import type { OperationContext } from '../../store/user-operations.ts';
import { toExecutionRef } from '../execution-ref.ts';
import { recordOperation } from '../history/record-operation.ts';
import type { PropertyChange } from '../history/record-operation.ts';
import type { Work } from '../step/work.ts';

/** Fields of a task that people change, by Camunda's names for them in the log of operations. */
const PROPERTIES = {
  assignee: 'assignee',
  delegation: 'delegationState',
  description: 'description',
  dueDate: 'dueAt',
  followUpDate: 'followUpAt',
  name: 'name',
  owner: 'owner',
  parentTask: 'parentTaskId',
  priority: 'priority',
} as const satisfies Record<string, keyof TaskRow>;

type Changeable = Pick<TaskRow, (typeof PROPERTIES)[keyof typeof PROPERTIES]>;

/** What is different on a task; all that is there of one that was not there before. */
export function changesOf(before: Changeable | undefined, task: Changeable): PropertyChange[] {
  return Object.entries(PROPERTIES).flatMap(([property, field]) => {
    const [from, to] = [before?.[field] ?? null, task[field]];
    return from?.valueOf() === to?.valueOf() ? [] : [{ property, from, to }];
  });
}

/** Which task an operation was about. */
export function contextOf(task: UserTaskRow | StandaloneTaskRow): OperationContext {
  if (task.instanceId === null) return { taskId: task.id };
  const { id: taskId, instanceId, executionId } = task;
  return { taskId, instanceId, executionId: toExecutionRef(instanceId, executionId) };
}

/** Notes that somebody worked on a task. */
export function recordTaskOperation(
  work: Work,
  type: string,
  task: TaskRow,
  changes: PropertyChange[],
): Promise<void> {
  return recordOperation(work, { ...contextOf(task), type, entity: 'Task', category: 'TaskWorker', changes });
}
