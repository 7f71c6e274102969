import { z } from 'zod';
import { DurationReport, TaskReport } from '../../../schemas/camunda/answers/history.ts';
import { ProcessReportQuery, TaskReportQuery } from '../../../schemas/camunda/history-reports.ts';
import type { PeriodUnit } from '../../../schemas/camunda/history-reports.ts';
import type { Engine } from '../../usecases/engine.ts';
import { readProcessReport, readTaskCounts, readTaskDurations } from '../../usecases/history/read-reports.ts';
import { sendDownload } from '../send-download.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

const UNITS = { month: 'MONTH', quarter: 'QUARTER' } as const satisfies Record<PeriodUnit, string>;

/** Fields of both kinds of task report: a report of one kind has null for those of the other. */
const TASK_REPORT = {
  taskName: null,
  count: null,
  processDefinitionKey: null,
  processDefinitionId: null,
  processDefinitionName: null,
  tenantId: null,
  period: null,
  periodUnit: null,
  minimum: null,
  maximum: null,
  average: null,
};

/** Serves how long instances and tasks took, and how many tasks there were. */
export function registerHistoryReports(app: RestApp, engine: Engine): void {
  app.get(
    '/history/process-instance/report',
    does('Reports how long finished instances took, as JSON or CSV', {
      querystring: ProcessReportQuery,
      response: {
        200: {
          description: 'As Camunda 7 answers; comma-separated values when `Accept` asks for them.',
          content: {
            'application/json': { schema: z.array(DurationReport) },
            'text/csv': { schema: z.string() },
          },
        },
      },
    }),
    async ({ query: asked, headers }, reply) => {
      const report = await readProcessReport(engine, UNITS[asked.periodUnit], {
        definitionIds: asked.processDefinitionIdIn,
        definitionKeys: asked.processDefinitionKeyIn,
        startedAfter: asked.startedAfter,
        startedBefore: asked.startedBefore,
      });
      const csvType = /\b(application|text)\/csv\b/.exec(headers.accept ?? '')?.[0];
      if (csvType === undefined) return report;
      return sendDownload(reply, {
        bytes: Buffer.from(toCsv(report)),
        mimeType: csvType,
        encoding: null,
        filename: 'process-instance-report.csv',
      });
    },
  );

  app.get(
    '/history/task/report',
    does('Reports how long finished tasks took, or how many there were', {
      querystring: TaskReportQuery,
      response: { 200: z.array(TaskReport) },
    }),
    async ({ query: asked }) => {
      const rows =
        asked.reportType === 'duration'
          ? await readTaskDurations(engine, UNITS[asked.periodUnit], asked)
          : await readTaskCounts(engine, asked.groupBy, asked);
      return rows.map((row) => ({ ...TASK_REPORT, ...row }));
    },
  );
}

function toCsv(report: DurationReport[]): string {
  const rows = report.map(({ period, periodUnit, minimum, maximum, average }) =>
    [period, periodUnit, minimum, maximum, average].join(','),
  );
  return ['PERIOD,PERIOD_UNIT,MINIMUM,MAXIMUM,AVERAGE', ...rows].join('\n');
}
