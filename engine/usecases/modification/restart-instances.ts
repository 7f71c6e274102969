import { readSkips } from '../read-skips.ts';
import type { Skips } from '../../executors/port.ts';
import type { ModificationInstruction } from '../../../schemas/camunda/modification-instruction.ts';
import { findEndedInstance } from '../../store/ended-instances.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import { chosenInstances } from '../chosen-instances.ts';
import type { InstanceChoice } from '../chosen-instances.ts';
import type { Engine } from '../engine.ts';
import { EngineError, nullValue } from '../errors.ts';
import { operationOnMany } from '../history/operations-on-many.ts';
import { recordOperation } from '../history/record-operation.ts';
import { createInstance } from '../step/create-instance.ts';
import { settle } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { explain } from './modify-instance.ts';
import { takeInstructions } from './take-instructions.ts';

/** How ended instances are started again. */
export interface Restart extends Skips {
  definitionId: string;
  instructions: readonly ModificationInstruction[];
  /** With the variables it began with, and not those it ended with. */
  initialVariables: boolean;
  withoutBusinessKey: boolean;
}

/** Starts ended instances again; all or none. @throws EngineError as `restartInstance` */
export function restartInstances(engine: Engine, choice: InstanceChoice, restart: Restart): Promise<void> {
  return inTransaction(engine, async (work) => {
    const ids = await chosenInstances(work, choice);
    for (const id of ids) await restartInstance(work, id, restart);
    const extent = { count: ids.length, isAsync: false };
    const { definitionId } = restart;
    await recordOperation(work, operationOnMany('RestartProcessInstance', extent, { definitionId }));
  });
}

/**
 * Starts a new instance where the instructions say, with the variables and business key of an ended one.
 *
 * @throws EngineError 400 when that is not on record, still runs, or was one of another version
 */
export async function restartInstance(work: Work, endedId: string, restart: Restart): Promise<void> {
  const definition = await findDefinition(work.tx, restart.definitionId);
  if (!definition) throw nullValue(`No process definition found with id '${restart.definitionId}'`);
  const ended = await findEndedInstance(work.tx, endedId, restart);
  check(endedId, ended, definition);
  const id = work.engine.newId();
  try {
    await createInstance(work, {
      id,
      definition,
      businessKey: restart.withoutBusinessKey ? null : (ended?.businessKey ?? null),
      variables: ended?.variables ?? {},
      instructions: await takeInstructions(work, { id, rootId: id }, restart.instructions),
      ...readSkips(restart),
    });
    await settle(work);
  } catch (error) {
    throw explain(error);
  }
}

function check(
  id: string,
  ended: { definitionId: string; hasEnded: boolean } | undefined,
  definition: ProcessDefinitionRow,
): void {
  const problem = !ended
    ? `Historic process instance cannot be found: historicProcessInstanceId is '${id}'`
    : ended.definitionId !== definition.id
      ? `Its process definition '${ended.definitionId}' does not match given process definition '${definition.id}'`
      : ended.hasEnded
        ? null
        : `Historic process instance '${id}' cannot be restarted: it is still running`;
  if (problem !== null) throw new EngineError(400, 'BadUserRequestException', problem, { code: 0 });
}
