/** Migration of running instances to another version of their process. */
import { z } from 'zod';
import { InstancesChoice } from './many-instances.ts';
import { VariableMap } from './variables.ts';

/** `POST /migration/generate`. */
export const MigrationPlanGeneration = z.object({
  sourceProcessDefinitionId: z.string().nullish(),
  targetProcessDefinitionId: z.string().nullish(),
  updateEventTriggers: z.boolean().nullish(),
  variables: VariableMap.nullish(),
});

const oneId = z.tuple([z.string()], 'must hold exactly one activity id').transform(([id]) => id);

/** One activity and what it becomes. */
export const MigrationInstruction = z
  .object({
    sourceActivityIds: oneId,
    targetActivityIds: oneId,
    updateEventTrigger: z.boolean().nullish(),
  })
  .transform(({ sourceActivityIds, targetActivityIds, updateEventTrigger }) => ({
    source: sourceActivityIds,
    target: targetActivityIds,
    updateEventTrigger: updateEventTrigger ?? false,
  }));

/** `POST /migration/validate`. */
export const MigrationPlan = z.object({
  sourceProcessDefinitionId: z.string().nullish(),
  targetProcessDefinitionId: z.string().nullish(),
  instructions: z
    .array(MigrationInstruction)
    .nullish()
    .transform((given) => given ?? []),
  variables: VariableMap.nullish(),
});
/** Which activity becomes which, and the variables that come with it. */
export type MigrationPlan = z.output<typeof MigrationPlan>;

/** `POST /migration/execute`, `/migration/executeAsync` and `/migration/dry-run`. */
export const MigrationExecution = z.object({
  migrationPlan: MigrationPlan,
  ...InstancesChoice,
  skipCustomListeners: z.boolean().nullish(),
  skipIoMappings: z.boolean().nullish(),
});
/** A plan and the instances it is for. */
export type MigrationExecution = z.output<typeof MigrationExecution>;
