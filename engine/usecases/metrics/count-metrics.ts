import {
  countByInterval,
  countEvents,
  countTaskWorkers,
  forgetTaskWorkers,
} from '../../store/counted-events.ts';
import type { MetricsInterval } from '../../../schemas/camunda/answers/engine.ts';
import type { Span } from '../../store/counted-events.ts';
import { withConnection, withTransaction } from '../../store/database.ts';
import type { Engine } from '../engine.ts';
import { processEngineException } from '../errors.ts';

/** More are not answered at once, as in Camunda. */
const MAX_ROWS = 200;

/** Camunda's names for how many different people were given tasks. */
const TASK_WORKERS = new Set(['unique-task-workers', 'task-users']);

/** What this process has counted and not written down: it counts as of now. */
const unreported = ({ meters, clock }: Engine) => ({
  reporter: meters.reporter,
  at: clock(),
  counts: meters.counts(),
});

/**
 * How often what a metric of Camunda's names happened. What the history tells is counted from it, so that all engines on one
 * database tell the same; what was removed from it counts no more.
 */
export function sumMetric(engine: Engine, name: string, span: Span): Promise<number> {
  return withConnection(engine.database, (tx) =>
    TASK_WORKERS.has(name)
      ? countTaskWorkers(tx, span)
      : countEvents(tx, { ...span, name }, unreported(engine)),
  );
}

/** Lets people who were given tasks before a moment, or until now, count no more. */
export function forgetCountedWorkers(engine: Engine, before: Date | undefined): Promise<void> {
  // What happens at this very moment has happened.
  const until = before ?? new Date(engine.clock().getTime() + 1);
  return withTransaction(engine.database, (tx) => forgetTaskWorkers(tx, until));
}

/** As `sumMetric`, for each interval. @throws EngineError 500 (sic) when more than 200 rows are asked for */
export function listMetrics(
  engine: Engine,
  asked: Parameters<typeof countByInterval>[1],
): Promise<MetricsInterval[]> {
  if (asked.maxResults > MAX_ROWS) {
    throw processEngineException(`Metrics interval query row limit can't be set larger than ${MAX_ROWS}.`);
  }
  return withConnection(engine.database, (tx) => countByInterval(tx, asked, unreported(engine)));
}
