import { readSkips } from '../read-skips.ts';
import type { Skips } from '../../executors/port.ts';
import type { ModificationInstruction } from '../../../schemas/camunda/modification-instruction.ts';
import { NotValid } from '../../executors/executor-failure.ts';
import { findInstance, lockTree } from '../../store/load-instances.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import { chosenInstances } from '../chosen-instances.ts';
import type { InstanceChoice } from '../chosen-instances.ts';
import type { Engine } from '../engine.ts';
import { EngineError, ExecutionFailed, processEngineException } from '../errors.ts';
import { advanceInstance } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeInstructions } from './take-instructions.ts';
import { operationOnMany } from '../history/operations-on-many.ts';
import { recordOperation } from '../history/record-operation.ts';

/** What is to be done to where the tokens of an instance stand. */
export interface InstanceModification extends Skips {
  instructions: readonly ModificationInstruction[];
  /** Why it is done, for the log of operations. */
  annotation?: string | null | undefined;
}

/**
 * Moves the tokens of an instance by hand, all instructions or none.
 *
 * @throws EngineError 500 (sic) when it is not running, 400 NotValidException when an instruction names what is not there.
 */
export function modifyInstance(
  engine: Engine,
  id: string,
  modification: InstanceModification,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    await modify(work, id, modification);
    await recordOperation(work, {
      type: 'ModifyProcessInstance',
      entity: 'ProcessInstance',
      instanceId: id,
      annotation: modification.annotation ?? null,
    });
  });
}

/** Moves the tokens of several instances of one definition by hand, all of them or none. */
export function modifyInstances(
  engine: Engine,
  { definitionId, choice }: { definitionId: string; choice: InstanceChoice },
  modification: InstanceModification,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    await requireDefinition(work, definitionId);
    const ids = await chosenInstances(work, choice);
    for (const id of ids) await modifyOf(work, definitionId, id, modification);
    const { annotation = null } = modification;
    const extent = { count: ids.length, isAsync: false };
    const operation = operationOnMany('ModifyProcessInstance', extent, { definitionId, annotation });
    await recordOperation(work, operation);
  });
}

/** Moves the tokens of one instance of a definition. @throws EngineError when it runs another one */
export async function modifyOf(
  work: Work,
  definitionId: string,
  id: string,
  modification: InstanceModification,
): Promise<void> {
  await lockTree(work.tx, id);
  const instance = await findInstance(work.tx, id);
  if (instance && instance.definitionId !== definitionId) {
    throw processEngineException(
      `Process instance '${id}' cannot be modified. Its process definition '${instance.definitionId}' does not match given process definition '${definitionId}'`,
    );
  }
  await modify(work, id, modification);
}

/** A definition that must exist. @throws EngineError 400 */
export async function requireDefinition(work: Work, id: string): Promise<void> {
  if (await findDefinition(work.tx, id)) return;
  throw new EngineError(400, 'BadUserRequestException', `No process definition found with id '${id}'`, {
    code: 0,
  });
}

async function modify(work: Work, id: string, modification: InstanceModification): Promise<void> {
  const rootId = await lockTree(work.tx, id);
  if (rootId === undefined) {
    throw processEngineException(
      `Process instance '${id}' cannot be modified. The process instance does not exist`,
    );
  }
  const instructions = await takeInstructions(work, { id, rootId }, modification.instructions);
  try {
    await advanceInstance(work, id, {
      kind: 'modify',
      instructions,
      ...readSkips(modification),
    });
  } catch (error) {
    throw explain(error);
  }
}

/** An instruction that names what is not there is the client's mistake. */
export function explain(error: unknown): unknown {
  if (!(error instanceof ExecutionFailed) || !(error.cause instanceof NotValid)) return error;
  return new EngineError(400, 'NotValidException', error.message, { code: 0, cause: error });
}
