import { findInstanceFacts } from '../../store/load-instances.ts';
import type { TaskRow } from '../../store/user-tasks.ts';
import { openTask } from '../step/open-task.ts';
import { advanceInstance } from '../step/settle.ts';
import type { Work } from '../step/work.ts';

/** Lets the listeners of a task in the model hear that it was changed, and take part in the change. */
export async function announceTaskChange(work: Work, before: TaskRow, task: TaskRow): Promise<void> {
  if (task.instanceId === null) return;
  const instance = await findInstanceFacts(work.tx, task.instanceId);
  if (!instance) return;
  const { definitionId: id, definitionKey: key, executor } = instance;
  const { model } = await work.engine.models.load(work.tx, { id, key, executor });
  if (!model.hasTaskListeners) return;
  await advanceInstance(work, task.instanceId, {
    kind: 'task-changed',
    executionId: task.executionId,
    task: openTask(task),
    isAssigned: task.assignee !== before.assignee,
  });
}
