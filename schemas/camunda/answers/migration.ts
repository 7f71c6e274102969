/** Plans of migrations, what is wrong with them and what they do, as they are sent. */
import { z } from 'zod';
import { VariableMap } from '../variables.ts';
import { Moment, momentOrNull, named, textOrNull } from './fields.ts';

/** That the tokens of one activity go on at another. */
export const MigrationInstruction = named('MigrationInstruction', {
  sourceActivityIds: z.tuple([z.string()]),
  targetActivityIds: z.tuple([z.string()]),
  updateEventTrigger: z.boolean(),
});
export type MigrationInstruction = z.infer<typeof MigrationInstruction>;

/** A plan that is proposed. */
export const ProposedMigrationPlan = named('MigrationPlan', {
  sourceProcessDefinitionId: textOrNull,
  targetProcessDefinitionId: textOrNull,
  instructions: z.array(MigrationInstruction),
  variables: VariableMap.nullable(),
});

/** What is wrong with a plan. */
export const MigrationPlanReport = named('MigrationPlanReport', {
  instructionReports: z.array(
    named('MigrationInstructionValidationReport', {
      instruction: MigrationInstruction,
      failures: z.array(z.string()),
    }),
  ),
  variableReports: z.record(z.string(), z.never()),
});
export type MigrationPlanReport = z.infer<typeof MigrationPlanReport>;

const Failure = z.object({ activityId: textOrNull, message: z.string() });
const Move = z.object({ sourceActivityId: z.string(), targetActivityId: textOrNull });

/** What a plan would do to one instance. */
export const InstanceForecast = named('InstanceForecast', {
  processInstanceId: z.string(),
  businessKey: textOrNull,
  canMigrate: z.boolean(),
  failures: z.array(Failure).describe('Why not; empty when it can.'),
  moves: z.array(Move).describe('Where its activities go on; `targetActivityId` null: the scope ends.'),
  begins: z.array(z.string()).describe('Scopes that begin.'),
});
export type InstanceForecast = z.infer<typeof InstanceForecast>;

/** What a plan would do; nothing has been changed. */
export const MigrationForecast = named('MigrationForecast', {
  sourceProcessDefinitionId: z.string(),
  targetProcessDefinitionId: z.string(),
  canMigrate: z.int(),
  cannotMigrate: z.int(),
  activities: z
    .array(Move.extend({ instances: z.int() }))
    .describe('How many activity instances go on where, over all instances that can be migrated.'),
  failures: z
    .array(Failure.extend({ instances: z.int() }))
    .describe('How many instances cannot be migrated for which reason.'),
  instances: z.array(InstanceForecast),
});
export type MigrationForecast = z.infer<typeof MigrationForecast>;

/** How one instance of a migration stands. */
export const MigratedInstance = named('MigratedInstance', {
  processInstanceId: z.string(),
  businessKey: textOrNull,
  state: z.enum(['pending', 'moved', 'failed', 'undone']),
  message: textOrNull,
  canBeUndone: z.boolean(),
  reason: textOrNull.describe('Why not; null when it can.'),
});
export type MigratedInstance = z.infer<typeof MigratedInstance>;

/** How a migration of many instances stands. */
export const MigrationStatus = named('MigrationStatus', {
  id: z.string(),
  sourceProcessDefinitionId: z.string(),
  targetProcessDefinitionId: z.string(),
  state: z.enum(['running', 'suspended', 'done', 'committed']),
  startTime: Moment,
  endTime: momentOrNull,
  commitTime: momentOrNull,
  instances: z.array(MigratedInstance),
});
export type MigrationStatus = z.infer<typeof MigrationStatus>;

/** What undoing did to one instance. */
export const UndoneInstance = named('UndoneInstance', {
  processInstanceId: z.string(),
  undone: z.boolean(),
  problems: z.array(z.string()).describe('What could not be taken back, and why; empty when all was.'),
});
export type UndoneInstance = z.infer<typeof UndoneInstance>;

/** What undoing a migration did. */
export const UndoneMigration = named('UndoneMigration', {
  id: z.string(),
  instances: z.array(UndoneInstance),
});
