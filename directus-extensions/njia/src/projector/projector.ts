import { ErrorCode, isDirectusError } from '@directus/errors';
import type { Knex } from 'knex';
import type { Logger } from '../background/logger.ts';
import type { DirectusContext } from '../directus/context.ts';
import { isoOf } from '../engine/engine-answers.ts';
import type { EngineTask } from '../engine/engine-answers.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { EngineUnreachable } from '../engine/engine-client.ts';
import {
  allOpenTasks,
  contextOf,
  taskHistory,
  tasksCreatedAfter,
  tasksFinishedAfter,
} from './engine-tasks.ts';
import { finishTask, insertTask, knownTaskIds, unfinishedAmong, unfinishedTasks } from './task-rows.ts';

/** Any number that nothing else locks in this database. */
const LOCK = 4_612_001;
/** Everything is compared this often, in case a poll missed something. */
const FULL_EVERY_MS = 60_000;
/** Polls overlap: the engine stamps a task before it commits it. */
const OVERLAP_MS = 10_000;

/** Keeps the collection `tasks` equal to the engine's open tasks. */
export interface Projector {
  /** Looks once; false when another Directus process was looking. @throws EngineUnreachable */
  look: () => Promise<boolean>;
}

/** Makes a projector; its first look compares everything. */
export function createProjector(directus: DirectusContext, engine: EngineClient, logger: Logger): Projector {
  const view: View = {
    directus,
    engine,
    logger,
    newestTask: null,
    newestEnd: null,
    fullAt: 0,
    skipped: new Set(),
  };
  return {
    look: () =>
      directus.database.transaction(async (trx) => {
        if (!(await tryLock(trx))) return false;
        if (Date.now() - view.fullAt >= FULL_EVERY_MS) await compareAll(view);
        else await lookForNews(view);
        return true;
      }),
  };
}

interface View {
  directus: DirectusContext;
  engine: EngineClient;
  logger: Logger;
  /** Times of the engine's clock up to which all was seen. */
  newestTask: Date | null;
  newestEnd: Date | null;
  fullAt: number;
  /** Tasks not to look at again until everything is compared: not about our cases, or impossible to store. */
  skipped: Set<string>;
}

/** The lock ends with the transaction, also when this process is killed. */
async function tryLock(trx: Knex): Promise<boolean> {
  const answer = await trx.raw<{ rows: { locked: boolean }[] }>(
    'SELECT pg_try_advisory_xact_lock(?) AS locked',
    [LOCK],
  );
  return answer.rows[0]?.locked === true;
}

async function compareAll(view: View): Promise<void> {
  const before = await unfinishedTasks(view.directus);
  const open = await allOpenTasks(view.engine);
  view.skipped.clear();
  await insertNew(view, open);
  const openIds = new Set(open.map(({ id }) => id));
  let unknown = 0;
  for (const row of before.filter(({ engine_task_id }) => !openIds.has(engine_task_id))) {
    const ended = await taskHistory(view.engine, row.engine_task_id);
    if (ended === undefined) unknown += 1;
    // Known and not ended: it was created while we listed.
    else if (ended.endTime) await finishTask(view.directus, row, ended);
  }
  // Another engine than the one that made them, or one that lost its database: no reason to take work away from people.
  if (unknown > 0) view.logger.warn({ event: 'tasks-unknown-to-engine', count: unknown });
  view.fullAt = Date.now();
}

async function lookForNews(view: View): Promise<void> {
  const since = (moment: Date | null): Date => new Date((moment?.getTime() ?? Date.now()) - OVERLAP_MS);
  const [created, finished] = await Promise.all([
    tasksCreatedAfter(view.engine, since(view.newestTask)),
    tasksFinishedAfter(view.engine, since(view.newestEnd)),
  ]);
  await insertNew(view, created);
  const ends = new Map(finished.map((ended) => [ended.id, ended]));
  for (const row of await unfinishedAmong(view.directus, [...ends.keys()])) {
    await finishTask(view.directus, row, ends.get(row.engine_task_id));
  }
  view.newestEnd = newest(
    view.newestEnd,
    finished.flatMap(({ endTime }) => (endTime ? [endTime] : [])),
  );
}

async function insertNew(view: View, tasks: EngineTask[]): Promise<void> {
  const candidates = tasks.filter(({ id }) => !view.skipped.has(id));
  const known = await knownTaskIds(
    view.directus,
    candidates.map(({ id }) => id),
  );
  for (const task of candidates.filter(({ id }) => !known.has(id))) {
    try {
      const isOurs = await insertTask(view.directus, task, await contextOf(view.engine, task));
      if (!isOurs) view.skipped.add(task.id);
    } catch (error) {
      if (error instanceof EngineUnreachable) throw error;
      view.skipped.add(task.id);
      // Not unique: inserted by another process between our look and now.
      if (isDirectusError(error, ErrorCode.RecordNotUnique)) continue;
      view.logger.warn({
        event: 'task-not-shown',
        engineTaskId: task.id,
        elementId: task.taskDefinitionKey,
        error: error instanceof Error ? error.name : 'unknown',
        // PostgreSQL's error code, where it is one; its message would quote values.
        code: error instanceof Error && 'code' in error ? String(error.code) : null,
      });
    }
  }
  view.newestTask = newest(
    view.newestTask,
    tasks.map(({ created }) => created),
  );
}

function newest(known: Date | null, engineDates: string[]): Date | null {
  const times = engineDates.map((date) => Date.parse(isoOf(date)));
  const latest = Math.max(known?.getTime() ?? 0, ...times);
  return latest > 0 ? new Date(latest) : null;
}
