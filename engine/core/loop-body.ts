import type { ActivityRef } from '../executors/port.ts';

/** Suffix of the activity that stands for all instances of a multi-instance activity, as Camunda names it. */
export const LOOP_SUFFIX = '#multiInstanceBody';

/** Makes a reference to a multi-instance activity one to its body. */
export function nameBody(ref: ActivityRef): void {
  ref.activityId += LOOP_SUFFIX;
  ref.activityType = 'multiInstanceBody';
}
