import { countByInterval, countEvents, countTaskWorkers } from '../../store/counted-events.ts';
import type { MetricsInterval } from '../../../schemas/camunda/answers/engine.ts';
import type { Span } from '../../store/counted-events.ts';
import { withConnection } from '../../store/database.ts';
import type { Engine } from '../engine.ts';
import { processEngineException } from '../errors.ts';

/** More are not answered at once, as in Camunda. */
const MAX_ROWS = 200;

/** Camunda's names for how many different people were given tasks. */
const TASK_WORKERS = new Set(['unique-task-workers', 'task-users']);

/**
 * How often what a metric of Camunda's names happened. It is counted from the history, so that all engines on one database tell the
 * same, and what was removed from the history counts no more.
 */
export function sumMetric(engine: Engine, name: string, span: Span): Promise<number> {
  const count = TASK_WORKERS.has(name) ? countTaskWorkers : undefined;
  return withConnection(engine.database, (tx) => (count ? count(tx, span) : countEvents(tx, name, span)));
}

/** As `sumMetric`, for each interval. @throws EngineError 500 (sic) when more than 200 rows are asked for */
export function listMetrics(
  engine: Engine,
  asked: Parameters<typeof countByInterval>[1] & { reporter?: string | undefined },
): Promise<MetricsInterval[]> {
  if (asked.maxResults > MAX_ROWS) {
    throw processEngineException(`Metrics interval query row limit can't be set larger than ${MAX_ROWS}.`);
  }
  // What is counted from the database was reported by no engine in particular.
  if (asked.reporter !== undefined) return Promise.resolve([]);
  return withConnection(engine.database, (tx) => countByInterval(tx, asked));
}
