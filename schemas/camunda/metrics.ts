/** How often something happened. */
import { z } from 'zod';
import { WireDate } from './dates.ts';

const span = { startDate: WireDate.optional(), endDate: WireDate.optional() };

/** `GET /metrics/{name}/sum`. */
export const MetricsSumQuery = z.object(span);

/** `GET /metrics`. */
export const MetricsQuery = z.object({
  ...span,
  name: z.string().optional(),
  reporter: z.string().optional(),
  aggregateByReporter: z.string().optional(),
  /** Seconds; Camunda's default is a quarter of an hour. */
  interval: z.coerce.number().int().min(1).max(2_147_483_647).default(900),
  firstResult: z.coerce.number().int().min(0).default(0),
  maxResults: z.coerce.number().int().min(0).default(200),
});

/** `DELETE /metrics/task-worker`: until when, or until now. */
export const ForgetTaskWorkersQuery = z.object({ date: WireDate.optional() });
