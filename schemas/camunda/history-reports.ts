/** Reports over finished instances and tasks. */
import { z } from 'zod';
import { commaList } from './address.ts';
import { WireDate } from './dates.ts';

const list = commaList.optional();

const PeriodUnit = z.enum(['month', 'quarter'], {
  error: 'periodUnit is null, or neither month nor quarter',
});

/** How long periods are. */
export type PeriodUnit = z.output<typeof PeriodUnit>;

/** `GET /history/process-instance/report`. */
export const ProcessReportQuery = z.object({
  reportType: z.literal('duration', { error: 'reportType parameter has invalid value: it can be duration' }),
  periodUnit: PeriodUnit,
  processDefinitionIdIn: list,
  processDefinitionKeyIn: list,
  startedBefore: WireDate.optional(),
  startedAfter: WireDate.optional(),
});

const completed = { completedBefore: WireDate.optional(), completedAfter: WireDate.optional() };

/** `GET /history/task/report`. */
export const TaskReportQuery = z.discriminatedUnion(
  'reportType',
  [
    z.object({ reportType: z.literal('duration'), periodUnit: PeriodUnit, ...completed }),
    z.object({
      reportType: z.literal('count'),
      groupBy: z.enum(['processDefinition', 'taskName'], {
        error: 'groupBy parameter has invalid value: it can be processDefinition or taskName',
      }),
      ...completed,
    }),
  ],
  { error: 'reportType parameter has invalid value: it can be duration or count' },
);
