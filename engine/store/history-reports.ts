import type { DurationReport } from '../../schemas/camunda/answers/history.ts';
import type { Tx } from './database.ts';

/** Which instances a report is about. */
export interface ProcessReportFilter {
  definitionIds?: string[] | undefined;
  definitionKeys?: string[] | undefined;
  startedAfter?: Date | undefined;
  startedBefore?: Date | undefined;
}

/** Which tasks a report is about. */
export interface TaskReportFilter {
  completedAfter?: Date | undefined;
  completedBefore?: Date | undefined;
}

/** How many tasks of a kind were completed. */
export interface TaskCount {
  taskName: string | null;
  count: number;
  processDefinitionKey: string | null;
  processDefinitionId: string | null;
  processDefinitionName: string | null;
  tenantId: string | null;
}

type Unit = DurationReport['periodUnit'];

/** How long finished instances took, by the period they started in. */
export async function processDurations(
  tx: Tx,
  unit: Unit,
  filter: ProcessReportFilter,
): Promise<DurationReport[]> {
  const { rows } = await tx.query<DurationReport>(
    durations(
      unit,
      `engine.history_processes t
        WHERE t.ended_at IS NOT NULL AND ($1::text[] IS NULL OR t.definition_id = ANY($1))
          AND ($2::text[] IS NULL OR t.definition_key = ANY($2))
          AND ($3::timestamptz IS NULL OR t.started_at >= $3) AND ($4::timestamptz IS NULL OR t.started_at <= $4)`,
    ),
    [
      filter.definitionIds ?? null,
      filter.definitionKeys ?? null,
      filter.startedAfter ?? null,
      filter.startedBefore ?? null,
    ],
  );
  return rows;
}

const COMPLETED = `t.ended_at IS NOT NULL
  AND ($1::timestamptz IS NULL OR t.ended_at >= $1) AND ($2::timestamptz IS NULL OR t.ended_at <= $2)`;

/** How long finished tasks took, by the period they began in. */
export async function taskDurations(
  tx: Tx,
  unit: Unit,
  { completedAfter, completedBefore }: TaskReportFilter,
): Promise<DurationReport[]> {
  const { rows } = await tx.query<DurationReport>(
    durations(unit, `engine.history_tasks t WHERE ${COMPLETED}`),
    [completedAfter ?? null, completedBefore ?? null],
  );
  return rows;
}

/** How many tasks were finished, by definition and, if asked, by name. */
export async function taskCounts(
  tx: Tx,
  groupBy: 'processDefinition' | 'taskName',
  { completedAfter, completedBefore }: TaskReportFilter,
): Promise<TaskCount[]> {
  const name = groupBy === 'taskName' ? 't.name' : 'NULL::text';
  const { rows } = await tx.query<TaskCount>(
    `SELECT ${name} AS "taskName", count(*)::int AS count, h.definition_key AS "processDefinitionKey",
            h.definition_id AS "processDefinitionId", p.name AS "processDefinitionName", p.tenant_id AS "tenantId"
       FROM engine.history_tasks t
       JOIN engine.history_processes h ON h.id = t.instance_id
       LEFT JOIN engine.process_definitions p ON p.id = h.definition_id
      WHERE ${COMPLETED} GROUP BY 1, 3, 4, 5, 6 ORDER BY h.definition_key, h.definition_id, 1`,
    [completedAfter ?? null, completedBefore ?? null],
  );
  return rows;
}

function durations(unit: Unit, rows: string): string {
  return `SELECT extract(${unit} FROM t.started_at AT TIME ZONE 'UTC')::int AS period, '${unit}' AS "periodUnit",
      ${['min', 'max', 'avg']
        .map(
          (of, index) => `round(extract(epoch FROM ${of}(t.ended_at - t.started_at)) * 1000)::float8
        AS "${['minimum', 'maximum', 'average'][index]}"`,
        )
        .join(', ')}
    FROM ${rows} GROUP BY 1 ORDER BY 1`;
}
