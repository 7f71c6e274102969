/** Reports over finished instances and tasks. */
import { z } from 'zod';
import { commaList, flagText } from './address.ts';
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

/** `GET /history/process-definition/cleanable-process-instance-report`; `compact` leaves out those with nothing to count. */
export const cleanableInstanceReport = {
  filters: {
    processDefinitionIdIn: 'texts',
    processDefinitionKeyIn: 'texts',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    compact: 'flag',
  },
  sorts: ['finished'],
} as const;

/** `GET /history/decision-definition/cleanable-decision-instance-report`. */
export const cleanableDecisionReport = {
  filters: {
    decisionDefinitionIdIn: 'texts',
    decisionDefinitionKeyIn: 'texts',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    compact: 'flag',
  },
  sorts: ['finished'],
} as const;

/** `GET /history/batch/cleanable-batch-report`. */
export const cleanableBatchReport = { filters: {}, sorts: ['finished'] } as const;

/** `POST /history/cleanup`. */
export const CleanupQuery = z.object({
  immediatelyDue: flagText.default(true),
});
