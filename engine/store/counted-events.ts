import type { MetricsInterval } from '../../schemas/camunda/answers/engine.ts';
import type { Tx } from './database.ts';

/** Where the events that a metric counts are on record, and when each of them was; `at` is the SQL of that. */
interface Source {
  from: string;
  at: string;
}

const activities = 'engine.history_activities a WHERE a.is_undone IS NOT TRUE';
const jobs = (event: string) => ({ from: `engine.history_job_log l WHERE l.event = '${event}'`, at: 'l.at' });

/** Camunda's names, each with where it is counted here. */
const SOURCES = new Map<string, Source>([
  ['activity-instance-start', { from: activities, at: 'a.started_at' }],
  ['activity-instance-end', { from: `${activities} AND a.ended_at IS NOT NULL`, at: 'a.ended_at' }],
  [
    'root-process-instance-start',
    { from: 'engine.history_processes h WHERE h.super_id IS NULL', at: 'h.started_at' },
  ],
  ['executed-decision-instances', { from: 'engine.history_decisions d WHERE true', at: 'd.evaluated_at' }],
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

function sourcesOf(name: string | undefined): [string, Source][] {
  if (name === undefined) return [...SOURCES];
  const source = SOURCES.get(PUBLIC_NAMES[name] ?? name);
  return source ? [[name, source]] : [];
}

/** How often what a metric names happened, as far as it is on record; 0 for a name that is not counted here. */
export async function countEvents(tx: Tx, name: string, { startDate, endDate }: Span): Promise<number> {
  const [found] = sourcesOf(name);
  if (!found) return 0;
  const [, { from, at }] = found;
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM ${from} AND ${within(at)}`,
    [startDate ?? null, endDate ?? null],
  );
  return rows[0]?.count ?? 0;
}

/** How many different people were given tasks. */
export async function countTaskWorkers(tx: Tx, { startDate, endDate }: Span): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(DISTINCT l.user_id) AS count FROM engine.history_identity_links l
      WHERE l.type = 'assignee' AND l.operation = 'add' AND ${within('l.at')}`,
    [startDate ?? null, endDate ?? null],
  );
  return rows[0]?.count ?? 0;
}

/**
 * How often what a metric names, or each of them, happened in each interval in which it did, the newest first.
 *
 * @param asked.interval seconds; intervals begin at multiples of it since 1970.
 */
export async function countByInterval(
  tx: Tx,
  asked: Span & { name?: string | undefined; interval: number; firstResult: number; maxResults: number },
): Promise<MetricsInterval[]> {
  const sources = sourcesOf(asked.name);
  if (sources.length === 0) return [];
  const counts = sources.map(
    ([name, { from, at }]) =>
      `SELECT '${name}' AS name, floor(extract(epoch FROM ${at}) / $3::bigint) AS part
         FROM ${from} AND ${within(at)}`,
  );
  const { rows } = await tx.query<MetricsInterval>(
    `SELECT to_timestamp((part * $3::bigint)::double precision) AS timestamp, name, NULL AS reporter, count(*) AS value
       FROM (${counts.join(' UNION ALL ')}) events
      GROUP BY part, name ORDER BY part DESC, name DESC OFFSET $4 LIMIT $5`,
    [asked.startDate ?? null, asked.endDate ?? null, asked.interval, asked.firstResult, asked.maxResults],
  );
  return rows;
}

function within(at: string): string {
  return `($1::timestamptz IS NULL OR ${at} >= $1) AND ($2::timestamptz IS NULL OR ${at} < $2)`;
}
