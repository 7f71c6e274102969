import type { ModificationInstruction } from '../../schemas/camunda/modification-instruction.ts';
import type { Variables } from '../executors/port.ts';
import { checkSubmission } from '../forms/check-submission.ts';
import { findDefinition, findDefinitionByKey } from '../store/process-definitions.ts';
import type { ProcessDefinitionRow, ProcessKey } from '../store/process-definitions.ts';
import type { Engine } from './engine.ts';
import { EngineError, ExecutionFailed, restException } from './errors.ts';
import { explainForm, formContext } from './forms/open-form.ts';
import { explain } from './modification/modify-instance.ts';
import { takeInstructions } from './modification/take-instructions.ts';
import { recordOperation } from './history/record-operation.ts';
import { createInstance } from './step/create-instance.ts';
import type { StartedInstance } from './step/create-instance.ts';
import { readSkips } from './read-skips.ts';
import { settleStarted } from './step/settle-started.ts';
import { inSharedTransaction } from './step/work.ts';
import type { Work } from './step/work.ts';
import { takeVariables } from './variables/take-variables.ts';
import type { VariableInputs } from './variables/take-variables.ts';

/** Which definition to start; a key means its newest version, without a tenant unless one is named. */
export type DefinitionChoice = { id: string } | { key: string; tenantId?: string | undefined };

/** The process a key means. */
export function processKey({
  key,
  tenantId = null,
}: {
  key: string;
  tenantId?: string | null | undefined;
}): ProcessKey {
  return { key, tenantId };
}

/** As Camunda words it: nothing is deployed under the key, or not for the tenant. */
export function noSuchKey({ key, tenantId }: { key: string; tenantId?: string | undefined }): string {
  const whose = tenantId === undefined ? 'no tenant-id' : `tenant-id: ${tenantId}`;
  return `No matching process definition with key: ${key} and ${whose}`;
}

/** What an instance starts with, and where. */
export interface StartInput {
  businessKey?: string | null | undefined;
  variables?: VariableInputs | null | undefined;
  /** @default at the plain start event */
  startInstructions?: readonly ModificationInstruction[] | null | undefined;
  skipIoMappings?: boolean | null | undefined;
  skipCustomListeners?: boolean | null | undefined;
  /** The variables were written into the start form, whose fields check them. @default false */
  byForm?: boolean;
}

/**
 * Starts an instance and runs it to its first waits.
 *
 * @throws EngineError 404 for an unknown definition, 400 for bad variables, 500 when the model fails; nothing is left.
 */
export function startInstance(
  engine: Engine,
  choice: DefinitionChoice,
  input: StartInput,
): Promise<StartedInstance> {
  return inSharedTransaction(engine, async (work) => {
    const definition = await definitionToStart(work, choice);
    const failed = `Cannot instantiate process definition ${definition.id}: `;
    if (definition.suspended) {
      const reason = `ENGINE-03043 Process Definition with id '${definition.id}' is suspended.`;
      throw restException(500, `${failed}${reason}`);
    }
    const id = engine.newId();
    const given = await takeVariables(work, id, input.variables, failed);
    try {
      const variables = input.byForm ? await checkStartForm(work, definition, given) : given;
      const started = await createInstance(work, {
        id,
        definition,
        businessKey: input.businessKey ?? null,
        variables,
        instructions: await startsOf(work, id, input.startInstructions),
        ...readSkips(input),
      });
      await recordOperation(work, { type: 'Create', entity: 'ProcessInstance', instanceId: id });
      const [settled = started] = await settleStarted(work, [started]);
      return settled;
    } catch (error) {
      throw explainStartFailure(explainForm(explain(error), failed), failed);
    }
  });
}

/** An empty list of instructions is the same as none, as in Camunda. */
function startsOf(work: Work, id: string, instructions: StartInput['startInstructions']) {
  if (!instructions || instructions.length === 0) return undefined;
  return takeInstructions(work, { id, rootId: id }, instructions);
}

/** 404 as Camunda words it. */
export function noSuchDefinition(id: string): EngineError {
  return new EngineError(404, 'InvalidRequestException', `No matching definition with id ${id}`, { code: 0 });
}

/** The definition of an id or key. @throws EngineError 404 as Camunda words it. */
export async function chosenDefinition(work: Work, choice: DefinitionChoice): Promise<ProcessDefinitionRow> {
  const definition =
    'id' in choice
      ? await findDefinition(work.tx, choice.id)
      : await findDefinitionByKey(work.tx, processKey(choice));
  if (definition) return definition;
  if ('id' in choice) {
    throw noSuchDefinition(choice.id);
  }
  throw new EngineError(404, 'RestException', noSuchKey(choice));
}

/** As `chosenDefinition`, with Camunda's answer of 500 for an id nobody has: only then something was to be started. */
async function definitionToStart(work: Work, choice: DefinitionChoice): Promise<ProcessDefinitionRow> {
  if (!('id' in choice)) return chosenDefinition(work, choice);
  const { id } = choice;
  const definition = await findDefinition(work.tx, id);
  if (definition) return definition;
  const reason = `no deployed process definition found with id '${id}': processDefinition is null`;
  throw restException(500, `Cannot instantiate process definition ${id}: ${reason}`);
}

async function checkStartForm(
  { engine, tx, now }: Work,
  definition: ProcessDefinitionRow,
  submitted: Variables,
): Promise<Variables> {
  const { start } = await engine.forms.load(tx, definition);
  return checkSubmission(start.fields, submitted, formContext({}, now));
}

function explainStartFailure(error: unknown, failed: string): unknown {
  return error instanceof ExecutionFailed ? restException(500, `${failed}${error.message}`, error) : error;
}
