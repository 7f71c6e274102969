import { withConnection } from '../../store/database.ts';
import { historicStatistics } from '../../store/history-statistics.ts';
import type { HistoricActivityStatistics } from '../../../schemas/camunda/answers/history.ts';
import type { StatisticsFilter } from '../../store/history-statistics.ts';
import type { Engine } from '../engine.ts';

/** What is counted beside the activities that have not ended; the other counts are 0. */
export interface HistoricCounts {
  canceled: boolean;
  finished: boolean;
  completeScope: boolean;
  incidents: boolean;
}

/** What happened at the activities of a definition; those where every count asked for is 0 are left out, as in Camunda. */
export async function readHistoricStatistics(
  engine: Engine,
  definitionId: string,
  filter: StatisticsFilter,
  counts: HistoricCounts,
): Promise<HistoricActivityStatistics[]> {
  const rows = await withConnection(engine.database, (tx) => historicStatistics(tx, definitionId, filter));
  return rows
    .map((row) => ({
      ...row,
      canceled: counts.canceled ? row.canceled : 0,
      finished: counts.finished ? row.finished : 0,
      completeScope: counts.completeScope ? row.completeScope : 0,
      openIncidents: counts.incidents ? row.openIncidents : 0,
      resolvedIncidents: counts.incidents ? row.resolvedIncidents : 0,
      deletedIncidents: counts.incidents ? row.deletedIncidents : 0,
    }))
    .filter((row) => Object.values(row).some((count) => typeof count === 'number' && count > 0));
}
