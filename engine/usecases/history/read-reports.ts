import type { DurationReport } from '../../../schemas/camunda/answers/history.ts';
import { withConnection } from '../../store/database.ts';
import { processDurations, taskCounts, taskDurations } from '../../store/history-reports.ts';
import type { ProcessReportFilter, TaskCount, TaskReportFilter } from '../../store/history-reports.ts';
import type { Engine } from '../engine.ts';

/** How long finished instances took, by the month or quarter they started in (UTC). */
export function readProcessReport(
  engine: Engine,
  unit: DurationReport['periodUnit'],
  filter: ProcessReportFilter,
): Promise<DurationReport[]> {
  return withConnection(engine.database, (tx) => processDurations(tx, unit, filter));
}

/** How long finished tasks took, by the month or quarter they began in (UTC). */
export function readTaskDurations(
  engine: Engine,
  unit: DurationReport['periodUnit'],
  filter: TaskReportFilter,
): Promise<DurationReport[]> {
  return withConnection(engine.database, (tx) => taskDurations(tx, unit, filter));
}

/** How many tasks of each definition, or of each name in it, were finished. */
export function readTaskCounts(
  engine: Engine,
  groupBy: 'processDefinition' | 'taskName',
  filter: TaskReportFilter,
): Promise<TaskCount[]> {
  return withConnection(engine.database, (tx) => taskCounts(tx, groupBy, filter));
}
