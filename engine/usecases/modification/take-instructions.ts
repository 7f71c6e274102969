import type { ModificationInstruction as Instruction } from '../../../schemas/camunda/modification-instruction.ts';
import type { Instantiation, ModificationInstruction } from '../../executors/port.ts';
import { parseExecutionRef } from '../execution-ref.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';

/** Whose tokens are moved. */
interface Target {
  id: string;
  rootId: string;
}

/** Turns instructions of a client into those of the executor. @throws EngineError 400 for a bad variable. */
export async function takeInstructions(
  work: Work,
  target: Target,
  instructions: readonly Instruction[],
): Promise<ModificationInstruction[]> {
  const taken: ModificationInstruction[] = [];
  for (const instruction of instructions) taken.push(await takeInstruction(work, target, instruction));
  return taken;
}

async function takeInstruction(
  work: Work,
  target: Target,
  instruction: Instruction,
): Promise<ModificationInstruction> {
  const { type, activityId, transitionId } = instruction;
  const instanceId = instruction.activityInstanceId ?? instruction.transitionInstanceId;
  if (type === 'cancel' && typeof instanceId === 'string')
    return { kind: 'cancel-instance', executionId: executionIn(target, instanceId) };
  if (type === 'cancel') {
    const onlyCurrent = instruction.cancelCurrentActiveActivityInstances ?? false;
    return { kind: 'cancel-activity', activityId: activityId ?? '', onlyCurrent };
  }
  const how = await takeInstantiation(work, target, instruction);
  if (type === 'startTransition')
    return { kind: 'start-transition', transitionId: transitionId ?? '', ...how };
  const kind = type === 'startBeforeActivity' ? 'start-before' : 'start-after';
  return { kind, activityId: activityId ?? '', ...how };
}

async function takeInstantiation(
  work: Work,
  target: Target,
  { variables, ancestorActivityInstanceId }: Instruction,
): Promise<Instantiation> {
  const all = Object.entries(variables ?? {});
  const some = (isLocal: boolean) =>
    takeVariables(
      work,
      target.rootId,
      Object.fromEntries(all.filter(([, { local }]) => (local ?? false) === isLocal)),
    );
  return {
    ancestorExecutionId:
      typeof ancestorActivityInstanceId === 'string' ? executionIn(target, ancestorActivityInstanceId) : null,
    variables: await some(false),
    localVariables: await some(true),
  };
}

function executionIn({ id }: Target, ref: string): string {
  const { instanceId, scopePath } = parseExecutionRef(ref);
  // What is not of this instance is not found there, under its whole name.
  return instanceId === id ? (scopePath.at(-1) ?? id) : ref;
}
