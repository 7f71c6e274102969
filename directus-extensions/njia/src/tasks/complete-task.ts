import type { Accountability, SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { DirectusContext, ItemsService, Row } from '../directus/context.ts';
import { WITHOUT_EVENTS } from '../directus/context.ts';
import { InvalidInput, TaskDone, TaskGone, TaskNotClaimed } from '../errors.ts';
import { putInOutbox } from '../outbox/put-in-outbox.ts';
import { lockTask } from './claim-task.ts';
import { runFormEffect } from './form-effects.ts';
import { loadPathwayFields, SYSTEM_FIELDS } from './form-fields.ts';
import { pathwayVariables } from './pathway-variables.ts';
import type { TaskRow } from './task-access.ts';
import { touchTask } from './touch-task.ts';

/** One person's completion of one task. */
export interface Completion {
  taskId: string;
  /** The filled form. */
  values: Row;
  accountability: Accountability;
  schema: SchemaOverview;
}

/**
 * Saves the form and queues the completion of the engine's task as one: both happen or neither. The same person sending it
 * again changes nothing and succeeds.
 *
 * @throws TaskNotClaimed, TaskDone, TaskGone, and Directus' own errors for values the form does not allow.
 */
export async function completeTask(directus: DirectusContext, completion: Completion): Promise<void> {
  const isNew = await directus.database.transaction(async (trx) => {
    const task = await lockTask(trx, completion.taskId);
    if (isRepetition(task, completion.accountability.user)) return false;
    checkIsHeld(task, completion.accountability.user);
    await storeCompletion(directus, trx, task, completion);
    return true;
  });
  if (isNew) await touchTask(directus, completion.taskId);
}

function isRepetition(task: TaskRow, user: string | null): boolean {
  return (task.state === 'completing' || task.state === 'completed') && task.completed_by === user;
}

function checkIsHeld(task: TaskRow, user: string | null): void {
  if (task.state === 'cancelled') throw new TaskGone();
  if (task.state !== 'open') throw new TaskDone();
  if (task.assignee !== user) throw new TaskNotClaimed();
}

async function storeCompletion(
  directus: DirectusContext,
  trx: Knex,
  task: TaskRow,
  { values, accountability, schema }: Completion,
): Promise<void> {
  const { ItemsService } = directus.services;
  const asSystem = (collection: string): ItemsService =>
    new ItemsService(collection, { knex: trx, schema, accountability: null });
  const now = new Date();
  let variables = {};
  if (task.form_collection) {
    const collection = task.form_collection;
    if (!schema.collections[collection]) {
      throw new InvalidInput({
        field: 'values',
        message: `The form "${collection}" does not exist any more. An administrator must restore it or change the pathway.`,
      });
    }
    const key = await new ItemsService(collection, { knex: trx, schema, accountability }).createOne(
      formRow(task, values, schema, collection),
      WITHOUT_EVENTS,
    );
    const form = await asSystem(collection).readOne(key, { fields: ['*'] });
    const effect = { task, form, user: accountability.user, now, service: asSystem };
    variables = {
      ...pathwayVariables(await loadPathwayFields(trx, schema, collection), form),
      ...(await runFormEffect(collection, effect)),
    };
  }
  await trx('tasks')
    .where({ id: task.id })
    .update({ state: 'completing', completed_by: accountability.user, completed_at: now });
  await putInOutbox(trx, {
    caseId: task.case,
    dedupeKey: `complete:${task.engine_task_id}`,
    order: { kind: 'complete-task', engineTaskId: task.engine_task_id, variables },
  });
}

/** What the person filled in, without the fields the system owns, and with the task it belongs to. */
function formRow(task: TaskRow, values: Row, schema: SchemaOverview, collection: string): Row {
  const own = Object.fromEntries(Object.entries(values).filter(([field]) => !SYSTEM_FIELDS.includes(field)));
  const has = (field: string): boolean => schema.collections[collection]?.fields[field] !== undefined;
  return {
    ...own,
    case: task.case,
    task: task.id,
    ...(task.referral && has('referral') ? { referral: task.referral } : {}),
  };
}
