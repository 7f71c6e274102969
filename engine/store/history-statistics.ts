import type { HistoricActivityStatistics } from '../../schemas/camunda/answers/history.ts';
import type { Tx } from './database.ts';

/** Which instances are counted; left out: all. */
export interface StatisticsFilter {
  startedAfter?: Date | undefined;
  startedBefore?: Date | undefined;
  finishedAfter?: Date | undefined;
  finishedBefore?: Date | undefined;
  instanceIds?: string[] | undefined;
}

/** Counts of every activity of a definition that ever started, by activity id. */
export async function historicStatistics(
  tx: Tx,
  definitionId: string,
  filter: StatisticsFilter,
): Promise<HistoricActivityStatistics[]> {
  const { rows } = await tx.query<HistoricActivityStatistics>(
    `WITH chosen AS (
       SELECT id FROM engine.history_processes
        WHERE definition_id = $1
          AND ($2::timestamptz IS NULL OR started_at > $2) AND ($3::timestamptz IS NULL OR started_at < $3)
          AND ($4::timestamptz IS NULL OR ended_at > $4) AND ($5::timestamptz IS NULL OR ended_at < $5)
          AND ($6::text[] IS NULL OR id = ANY($6)))
     SELECT a.activity_id AS id, count(*) FILTER (WHERE a.ended_at IS NULL) AS instances,
            count(*) FILTER (WHERE a.canceled) AS canceled,
            count(*) FILTER (WHERE a.ended_at IS NOT NULL) AS finished,
            count(*) FILTER (WHERE a.ended_at IS NOT NULL AND NOT a.canceled
                               AND a.activity_type LIKE '%EndEvent') AS "completeScope",
            coalesce(max(x.open), 0) AS "openIncidents", coalesce(max(x.resolved), 0) AS "resolvedIncidents",
            coalesce(max(x.deleted), 0) AS "deletedIncidents"
       FROM engine.history_activities a JOIN chosen ON chosen.id = a.instance_id AND a.is_undone IS NOT TRUE
       LEFT JOIN (SELECT activity_id, count(*) FILTER (WHERE state = 'open') AS open,
                         count(*) FILTER (WHERE state = 'resolved') AS resolved,
                         count(*) FILTER (WHERE state = 'deleted') AS deleted
                    FROM engine.history_incidents WHERE instance_id IN (SELECT id FROM chosen)
                   GROUP BY activity_id) x ON x.activity_id = a.activity_id
      GROUP BY a.activity_id ORDER BY a.activity_id`,
    [
      definitionId,
      filter.startedAfter ?? null,
      filter.startedBefore ?? null,
      filter.finishedAfter ?? null,
      filter.finishedBefore ?? null,
      filter.instanceIds ?? null,
    ],
  );
  return rows;
}
