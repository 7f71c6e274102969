import { ExecutorFailure } from '../executor-failure.ts';

/** A whole number, or the default when there is none. @throws ExecutorFailure for anything else. */
export function toPriority(value: unknown, otherwise: number, activityId: string): number {
  if (value === null || value === undefined || value === '') return otherwise;
  const priority = Number(value);
  if (Number.isInteger(priority)) return priority;
  throw new ExecutorFailure(`The priority of '${activityId}' is not a whole number.`, { activityId });
}
