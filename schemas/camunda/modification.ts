/** Moving tokens by hand: process instance modification and start instructions. */
import { z } from 'zod';
import { InstancesChoice } from './many-instances.ts';
import { ModificationInstruction } from './modification-instruction.ts';

const settings = {
  skipCustomListeners: z.boolean().nullish(),
  skipIoMappings: z.boolean().nullish(),
  annotation: z.string().nullish(),
};

/** `POST /process-instance/{id}/modification`. */
export const ProcessInstanceModification = z.object({
  ...settings,
  instructions: z.array(ModificationInstruction).nullish(),
});

/** `POST /modification/execute` and `/modification/executeAsync`. */
export const Modification = z.object({
  ...settings,
  ...InstancesChoice,
  processDefinitionId: z.string('must be set'),
  instructions: z.array(ModificationInstruction).min(1, 'must hold at least one instruction'),
});
/** The same instructions for several instances. */
export type Modification = z.output<typeof Modification>;

/** `POST /process-definition/{id}/restart` and `/restart-async`. */
export const RestartInstances = z.object({
  skipCustomListeners: z.boolean().nullish(),
  skipIoMappings: z.boolean().nullish(),
  processInstanceIds: InstancesChoice.processInstanceIds,
  historicProcessInstanceQuery: InstancesChoice.historicProcessInstanceQuery,
  /** With the variables it began with, and not those it ended with. */
  initialVariables: z.boolean().nullish(),
  withoutBusinessKey: z.boolean().nullish(),
  instructions: z.array(ModificationInstruction).min(1, 'must hold at least one instruction'),
});
/** Ended instances to be started again. */
export type RestartInstances = z.output<typeof RestartInstances>;
