/** When history is removed, set by hand. */
import { z } from 'zod';
import { WireDate } from './dates.ts';
import { InstancesChoice } from './many-instances.ts';

/** As in Camunda. */
const MAX_CHUNK_SIZE = 500;

/** Exactly one of three ways to say when. */
const ways = {
  absoluteRemovalTime: WireDate.nullish(),
  /** The end and the time to live of the definition say it. */
  calculatedRemovalTime: z.boolean().nullish(),
  /** Never. */
  clearedRemovalTime: z.boolean().nullish(),
};

/** `POST /history/process-instance/set-removal-time`. */
export const SetRemovalTimeOfInstances = z.object({
  ...ways,
  historicProcessInstanceIds: z.array(z.string()).nullish(),
  historicProcessInstanceQuery: InstancesChoice.historicProcessInstanceQuery,
  /** The whole tree that an instance belongs to, with the time of its root. */
  hierarchical: z.boolean().nullish(),
  updateInChunks: z.boolean().nullish(),
  updateChunkSize: z
    .int()
    .min(1)
    .max(MAX_CHUNK_SIZE, `The value for chunk size should be between 1 and ${MAX_CHUNK_SIZE}`)
    .nullish(),
});
