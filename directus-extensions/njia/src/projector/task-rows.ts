import type { DirectusContext, ItemsService } from '../directus/context.ts';
import { caseChangeOnTask } from '../cases/case-status.ts';
import { isoOf } from '../engine/engine-answers.ts';
import type { EngineTask, EngineTaskHistory } from '../engine/engine-answers.ts';
import type { TaskContext } from './engine-tasks.ts';

/** A task row that the engine may still have open. */
export interface UnfinishedTask {
  id: string;
  engine_task_id: string;
  state: string;
}

/** A form key such as `njia:assessments` names the collection whose row is the form. */
const FORM_KEY = /^njia:([a-z0-9_]+)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Of these engine tasks, those that have a row already. */
export async function knownTaskIds(directus: DirectusContext, engineTaskIds: string[]): Promise<Set<string>> {
  if (engineTaskIds.length === 0) return new Set();
  const rows = await directus
    .database('tasks')
    .whereIn('engine_task_id', engineTaskIds)
    .select<{ engine_task_id: string }[]>('engine_task_id');
  return new Set(rows.map((row) => row.engine_task_id));
}

/** Every row that is open or waits for the engine's confirmation. */
export function unfinishedTasks(directus: DirectusContext): Promise<UnfinishedTask[]> {
  return directus
    .database('tasks')
    .whereIn('state', ['open', 'completing'])
    .select<UnfinishedTask[]>('id', 'engine_task_id', 'state');
}

/** Rows of these engine tasks that are not finished yet. */
export async function unfinishedAmong(
  directus: DirectusContext,
  engineTaskIds: string[],
): Promise<UnfinishedTask[]> {
  if (engineTaskIds.length === 0) return [];
  return directus
    .database('tasks')
    .whereIn('engine_task_id', engineTaskIds)
    .whereIn('state', ['open', 'completing'])
    .select<UnfinishedTask[]>('id', 'engine_task_id', 'state');
}

/**
 * Inserts the row of a new engine task, as the system, so that everybody who may see it hears of it; moves the case's status along.
 * Returns false for a task of a process that is not about one of our cases.
 */
export async function insertTask(
  directus: DirectusContext,
  task: EngineTask,
  context: TaskContext,
): Promise<boolean> {
  if (!context.businessKey || !UUID.test(context.businessKey)) return false;
  const current = await directus
    .database('cases')
    .where({ id: context.businessKey })
    .first<
      { id: string; office: string; status: string; opened_at: unknown; closed_at: unknown } | undefined
    >('id', 'office', 'status', 'opened_at', 'closed_at');
  if (!current) return false;
  await (
    await systemService(directus, 'tasks')
  ).createOne({
    engine_task_id: task.id,
    process_instance_id: task.processInstanceId,
    element_id: task.taskDefinitionKey,
    name: task.name ?? task.taskDefinitionKey,
    form_collection: FORM_KEY.exec(task.formKey ?? '')?.[1] ?? null,
    candidate_group: context.candidateGroup,
    due_at: task.due ? isoOf(task.due) : null,
    state: 'open',
    case: current.id,
    office: current.office,
    referral: context.referralId,
  });
  const change = caseChangeOnTask(task.taskDefinitionKey, current, new Date());
  if (change) await (await systemService(directus, 'cases')).updateOne(current.id, change);
  return true;
}

/** Marks a row finished as the engine says: completed, or cancelled when the pathway went another way. */
export async function finishTask(
  directus: DirectusContext,
  row: UnfinishedTask,
  ended: EngineTaskHistory | undefined,
): Promise<void> {
  const isCompleted = ended?.deleteReason === 'completed' || (ended !== undefined && !ended.deleteReason);
  await (
    await systemService(directus, 'tasks')
  ).updateOne(row.id, {
    state: isCompleted ? 'completed' : 'cancelled',
    ...(ended?.endTime ? { completed_at: isoOf(ended.endTime) } : {}),
  });
}

async function systemService(directus: DirectusContext, collection: string): Promise<ItemsService> {
  return new directus.services.ItemsService(collection, {
    schema: await directus.getSchema(),
    accountability: null,
  });
}
