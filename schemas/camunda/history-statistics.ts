/** Counts over what happened. */
import { z } from 'zod';
import { commaList, flagText } from './address.ts';
import { WireDate } from './dates.ts';

const flag = flagText.default(false);

/** `GET /history/process-definition/{id}/statistics`; sorted by activity id, the only order there is. */
export const HistoricStatisticsQuery = z.object({
  canceled: flag,
  finished: flag,
  completeScope: flag,
  incidents: flag,
  startedAfter: WireDate.optional(),
  startedBefore: WireDate.optional(),
  finishedAfter: WireDate.optional(),
  finishedBefore: WireDate.optional(),
  processInstanceIdIn: commaList.optional(),
  sortBy: z.literal('activityId').optional(),
  sortOrder: z.enum(['asc', 'desc']).optional(),
});
