/** One instruction to move tokens by hand. */
import { z } from 'zod';
import { VariableValue } from './variables.ts';

const id = z.string().nullish();

/** Variables of an instruction; `local` ones belong to what is started. */
const TriggerVariables = z
  .record(z.string(), VariableValue.extend({ local: z.boolean().nullish() }))
  .nullish();

/** One instruction; which fields it needs depends on its type. */
export const ModificationInstruction = z
  .object({
    type: z.enum(['cancel', 'startBeforeActivity', 'startAfterActivity', 'startTransition']),
    activityId: id,
    transitionId: id,
    activityInstanceId: id,
    transitionInstanceId: id,
    ancestorActivityInstanceId: id,
    cancelCurrentActiveActivityInstances: z.boolean().nullish(),
    variables: TriggerVariables,
  })
  .superRefine((given, context) => {
    const problem = problemOf(given);
    if (problem) {
      const message = `For instruction type '${given.type}': ${problem}`;
      context.addIssue({ code: 'custom', message });
    }
  });
/** One instruction. */
export type ModificationInstruction = z.infer<typeof ModificationInstruction>;

function problemOf(given: {
  type: string;
  activityId?: string | null | undefined;
  transitionId?: string | null | undefined;
  activityInstanceId?: string | null | undefined;
  transitionInstanceId?: string | null | undefined;
}): string | null {
  const { type, activityId, transitionId, activityInstanceId, transitionInstanceId } = given;
  const count = (...values: unknown[]): number => values.filter((value) => typeof value === 'string').length;
  if (type === 'startTransition') return count(transitionId) === 1 ? null : "'transitionId' must be set";
  if (type !== 'cancel') return count(activityId) === 1 ? null : "'activityId' must be set";
  if (count(activityId, activityInstanceId, transitionInstanceId) === 1) return null;
  return "exactly one, 'activityId', 'activityInstanceId', or 'transitionInstanceId', is required";
}
