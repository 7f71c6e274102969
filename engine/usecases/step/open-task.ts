import type { OpenTask } from '../../executors/port.ts';
import type { HeardTask, TaskRow } from '../../store/user-tasks.ts';

/** What the listeners of a task see of it. */
export function openTask(task: TaskRow): OpenTask {
  const { id, name, description, assignee, owner, priority, dueAt, followUpAt } = task;
  const dates = { dueDate: dueAt?.toISOString() ?? null, followUpDate: followUpAt?.toISOString() ?? null };
  return { id, name, description, assignee, owner, priority, ...dates };
}

/** What listeners left of a task, as it is stored. */
export function heardTask({ dueDate, followUpDate, ...task }: OpenTask): HeardTask {
  return { ...task, dueAt: toDate(dueDate), followUpAt: toDate(followUpDate) };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
