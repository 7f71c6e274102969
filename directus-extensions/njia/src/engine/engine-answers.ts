/** The parts of the engine's answers that are used here; everything else in them is ignored. */
import { z } from 'zod';

export const EngineErrorBody = z.object({
  type: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  message: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
});

export const EngineTask = z.object({
  id: z.string(),
  name: z.string().nullable(),
  created: z.string(),
  due: z.string().nullish(),
  taskDefinitionKey: z.string(),
  processInstanceId: z.string(),
  formKey: z.string().nullish(),
});
/** An open user task. */
export type EngineTask = z.infer<typeof EngineTask>;

export const EngineTaskHistory = z.object({
  id: z.string(),
  endTime: z.string().nullable(),
  /** `completed`, or why the task was taken away. */
  deleteReason: z.string().nullish(),
});
export type EngineTaskHistory = z.infer<typeof EngineTaskHistory>;

export const EngineInstance = z.object({ id: z.string(), businessKey: z.string().nullable() });
export type EngineInstance = z.infer<typeof EngineInstance>;

export const EngineIdentityLink = z.object({ groupId: z.string().nullish(), type: z.string() });
export type EngineIdentityLink = z.infer<typeof EngineIdentityLink>;

export const EngineVariable = z.object({ value: z.unknown() });
export type EngineVariable = z.infer<typeof EngineVariable>;

/** The engine's date format: `2026-01-15T10:30:00.000+0000`, to ISO 8601. */
export function isoOf(engineDate: string): string {
  return new Date(engineDate.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')).toISOString();
}

/** A moment in the engine's date format. */
export function engineDateOf(moment: Date): string {
  return moment.toISOString().replace('Z', '+0000');
}
