import type { MetricsInterval } from '../../schemas/camunda/answers/engine.ts';
import type { Tx } from './database.ts';
import type { MeterReport } from './meter-log.ts';

/** Where the events that a metric counts are on record, and when each of them was; `at` is the SQL of that. */
interface Source {
  from: string;
  at: string;
}

const activities = 'engine.history_activities a WHERE a.is_undone IS NOT TRUE';
const jobs = (event: string) => ({ from: `engine.history_job_log l WHERE l.event = '${event}'`, at: 'l.at' });

/** Camunda's names of what is counted from the history. */
const SOURCES = new Map<string, Source>([
  ['activity-instance-start', { from: activities, at: 'a.started_at' }],
  ['activity-instance-end', { from: `${activities} AND a.ended_at IS NOT NULL`, at: 'a.ended_at' }],
  [
    'root-process-instance-start',
    { from: 'engine.history_processes h WHERE h.super_id IS NULL', at: 'h.started_at' },
  ],
  ['job-successful', jobs('success')],
  ['job-failed', jobs('failure')],
]);

/** Names under which clients know some of them, too. */
const PUBLIC_NAMES: Readonly<Record<string, string>> = {
  'flow-node-instances': 'activity-instance-start',
  'process-instances': 'root-process-instance-start',
  'decision-instances': 'executed-decision-instances',
};

/** From when (inclusive) and until when (exclusive) is counted. */
export interface Span {
  startDate?: Date | undefined;
  endDate?: Date | undefined;
}

/** What was counted in the span, one row for each event of the history and for each report of a meter. */
function counted(
  { name, reporter, startDate, endDate }: Span & { name?: string | undefined; reporter?: string | undefined },
  unreported: MeterReport,
): { sql: string; values: unknown[] } {
  const asked = name === undefined ? undefined : (PUBLIC_NAMES[name] ?? name);
  const sources = reporter === undefined ? [...SOURCES] : [];
  const fromHistory = sources
    .filter(([source]) => asked === undefined || source === asked)
    .map(
      ([source, { from, at }]) =>
        `SELECT '${source}' AS name, NULL AS reporter, ${at} AS at, 1 AS value FROM ${from} AND ${within(at)}`,
    );
  const fromMeters = `SELECT m.name, m.reporter, m.at, m.value FROM (
       SELECT name, reporter, at, value FROM engine.meter_log
       UNION ALL SELECT c.name, $3, $4::timestamptz, c.value FROM unnest($5::text[], $6::bigint[]) c (name, value)) m
     WHERE ($7::text IS NULL OR m.name = $7) AND ($8::text IS NULL OR m.reporter = $8) AND ${within('m.at')}`;
  const { counts } = unreported;
  return {
    sql: [...fromHistory, fromMeters].join(' UNION ALL '),
    values: [
      startDate ?? null,
      endDate ?? null,
      unreported.reporter,
      unreported.at,
      counts.map((one) => one.name),
      counts.map(({ value }) => value),
      asked ?? null,
      reporter ?? null,
    ],
  };
}

/**
 * How often what a metric names happened, as far as it is on record; 0 for a name that is not counted here.
 *
 * @param unreported what this process has counted and not written down.
 */
export async function countEvents(
  tx: Tx,
  asked: Span & { name: string },
  unreported: MeterReport,
): Promise<number> {
  const { sql, values } = counted(asked, unreported);
  const { rows } = await tx.query<{ count: number }>(
    `SELECT coalesce(sum(value), 0)::bigint AS count FROM (${sql}) events`,
    values,
  );
  return rows[0]?.count ?? 0;
}

/** How many different people were given tasks. */
export async function countTaskWorkers(tx: Tx, { startDate, endDate }: Span): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(DISTINCT l.user_id) AS count FROM engine.history_identity_links l
      WHERE l.type = 'assignee' AND l.operation = 'add' AND ${within('l.at')}
        AND NOT EXISTS (SELECT 1 FROM engine.forgotten_metrics f WHERE f.name = $3 AND l.at < f.until)`,
    [startDate ?? null, endDate ?? null, TASK_WORKERS],
  );
  return rows[0]?.count ?? 0;
}

/** Camunda's name for them. */
const TASK_WORKERS = 'unique-task-workers';

/** People who were given tasks count no more when that was before a moment. */
export async function forgetTaskWorkers(tx: Tx, until: Date): Promise<void> {
  await tx.query(
    `INSERT INTO engine.forgotten_metrics (name, until) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET until = greatest(forgotten_metrics.until, excluded.until)`,
    [TASK_WORKERS, until],
  );
}

/**
 * How often what a metric names, or each of them, happened in each interval in which it did, the newest first.
 *
 * @param asked.interval seconds; intervals begin at multiples of it since 1970.
 */
export async function countByInterval(
  tx: Tx,
  asked: Span & {
    name?: string | undefined;
    reporter?: string | undefined;
    /** Whether processes are added up. */
    isAggregated: boolean;
    interval: number;
    firstResult: number;
    maxResults: number;
  },
  unreported: MeterReport,
): Promise<MetricsInterval[]> {
  const { sql, values } = counted(asked, unreported);
  const { rows } = await tx.query<MetricsInterval>(
    `SELECT to_timestamp((part * $9::bigint)::double precision) AS timestamp, name, reporter,
            sum(value)::bigint AS value
       FROM (SELECT name, ${asked.isAggregated ? 'NULL::text AS reporter' : 'reporter'}, value,
                    floor(extract(epoch FROM at) / $9::bigint) AS part FROM (${sql}) events) parts
      GROUP BY part, name, reporter ORDER BY part DESC, name DESC, reporter DESC OFFSET $10 LIMIT $11`,
    [...values, asked.interval, asked.firstResult, asked.maxResults],
  );
  return asked.name === undefined ? rows : rows.map((row) => ({ ...row, name: asked.name as string }));
}

function within(at: string): string {
  return `($1::timestamptz IS NULL OR ${at} >= $1) AND ($2::timestamptz IS NULL OR ${at} < $2)`;
}
