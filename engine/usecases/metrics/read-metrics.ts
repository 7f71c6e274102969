import { withConnection } from '../../store/database.ts';
import { countOpenWork } from '../../store/open-work.ts';
import type { OpenWork } from '../../store/open-work.ts';
import type { Engine } from '../engine.ts';
import { toPrometheusText } from './prometheus-text.ts';
import type { Metric } from './prometheus-text.ts';

/**
 * What an operator watches, in Prometheus' text format. Gauges count the whole database: of several engine processes on
 * one database, take the largest, not the sum. Histograms are this process's own.
 */
export async function readMetrics(engine: Engine): Promise<string> {
  const open = await withConnection(engine.database, (tx) => countOpenWork(tx, engine.clock()));
  return toPrometheusText([
    ...gauges(open),
    {
      name: 'njia_engine_transaction_duration_seconds',
      help: 'Transactions that may move instances, with their commit, by outcome.',
      type: 'histogram',
      samples: engine.durations.transactions.samples(),
    },
    {
      name: 'njia_engine_http_request_duration_seconds',
      help: 'HTTP requests by method, pattern of the route and status; long polls take as long as they wait.',
      type: 'histogram',
      samples: engine.durations.requests.samples(),
    },
    gauge('njia_engine_memory_bytes', 'Memory the process holds.', [['', process.memoryUsage.rss()]]),
  ]);
}

function gauges(open: OpenWork): Metric[] {
  return [
    gauge('njia_engine_instances_active', 'Running process instances.', [['', open.instances]]),
    gauge('njia_engine_user_tasks_open', 'Open user tasks.', [['', open.userTasks]]),
    gauge('njia_engine_external_tasks', 'External tasks: waiting for a worker, locked by one, or failed.', [
      ['waiting', open.externalTasksWaiting],
      ['locked', open.externalTasksLocked],
      ['failed', open.externalTasksFailed],
    ]),
    gauge('njia_engine_timers', 'Timers: scheduled, due and not fired yet, or failed.', [
      ['scheduled', open.timersScheduled],
      ['due', open.timersDue],
      ['failed', open.timersFailed],
    ]),
    gauge('njia_engine_incidents_open', 'Incidents that wait for an operator.', [['', open.incidents]]),
  ];
}

function gauge(name: string, help: string, values: [state: string, value: number][]): Metric {
  const samples = values.map(([state, value]) => ({ labels: state === '' ? {} : { state }, value }));
  return { name, help, type: 'gauge', samples };
}
