import type { ExternalTaskRow } from '../../store/external-tasks.ts';
import { updateExternalTask } from '../../store/external-tasks.ts';
import { chosenExternalTasks } from '../batches/choose-targets.ts';
import type { ExternalTaskChoice } from '../batches/choose-targets.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { retriesOperation } from '../history/operations-on-many.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { followRetries } from './fail-external-task.ts';
import { takeTask } from './take-task.ts';
import { recordTaskOperation } from './task-operation.ts';

/** Sets how often a task may still be tried; above zero it is offered again and its incident is resolved. */
export function setExternalTaskRetries(engine: Engine, id: string, retries: number): Promise<void> {
  return inTransaction(engine, async (work) => {
    const before = await setRetriesOfTask(work, id, retries);
    const changes = [{ property: 'retries', from: before.retries, to: retries }];
    await recordTaskOperation(work, 'SetExternalTaskRetries', before, changes);
  });
}

/**
 * As `setExternalTaskRetries`, of several tasks: of all or, when it fails, of none.
 *
 * @throws EngineError 400 when there is none, 404 when one is not there.
 */
export function setRetriesOfTasks(
  engine: Engine,
  choice: ExternalTaskChoice,
  retries: number,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    // Always in the same order, so that two requests cannot lock each other out.
    const ids = [...new Set(await chosenExternalTasks(work, choice))].sort();
    if (ids.length === 0) throw invalidRequest('externalTaskIds is empty');
    for (const id of ids) await setRetriesOfTask(work, id, retries);
    const extent = { count: ids.length, isAsync: false };
    await recordOperation(work, retriesOperation('ExternalTask', extent, retries));
  });
}

/** As `setExternalTaskRetries`, within a transaction; returns the task as it was. */
export async function setRetriesOfTask(work: Work, id: string, retries: number): Promise<ExternalTaskRow> {
  const { task } = await takeTask(work, id);
  const changed = { ...task, retries };
  await updateExternalTask(work.tx, changed);
  await followRetries(work, changed);
  return task;
}
