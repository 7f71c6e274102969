import type { StartEvent, Variables } from '../../executors/port.ts';
import { findStartSubscriptions } from '../../store/event-subscriptions.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { EngineError, processEngineException } from '../errors.ts';
import { createInstance } from '../step/create-instance.ts';
import type { StartedInstance } from '../step/create-instance.ts';
import { settleStarted } from '../step/settle-started.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';

/** Variables that may make conditions hold with which processes start. */
export interface ConditionRequest {
  variables: VariableInputs | undefined;
  businessKey: string | null;
  /** null: only processes that belong to no tenant; left out: all. */
  tenantId?: string | null | undefined;
  /** Left out: the newest version of every process. */
  definitionId?: string | undefined;
}

interface Candidate {
  definition: ProcessDefinitionRow;
  activityId: string;
}

/**
 * Starts an instance at each conditional start event whose condition holds, with the variables given.
 *
 * @throws EngineError 404 for an unknown definition; 500 when the one that is named has no conditional start event, or when a
 *   condition fails: nothing is started then.
 */
export function evaluateConditions(engine: Engine, request: ConditionRequest): Promise<StartedInstance[]> {
  return inTransaction(engine, async (work) => {
    const started: StartedInstance[] = [];
    for (const candidate of await candidatesFor(work, request)) {
      const instance = await startIfHolds(work, candidate, request);
      if (instance) started.push(instance);
    }
    return settleStarted(work, started);
  });
}

async function candidatesFor(work: Work, request: ConditionRequest): Promise<Candidate[]> {
  if (request.definitionId !== undefined) return candidatesIn(work, request.definitionId);
  const { tenantId } = request;
  const found: Candidate[] = [];
  for (const start of await findStartSubscriptions(work.tx, { eventType: 'conditional', tenantId })) {
    const definition = await findDefinition(work.tx, start.definitionId);
    if (definition) found.push({ definition, activityId: start.activityId });
  }
  return found;
}

async function candidatesIn(work: Work, definitionId: string): Promise<Candidate[]> {
  const definition = await findDefinition(work.tx, definitionId);
  if (!definition) {
    throw new EngineError(404, 'RestException', `No process definition has the id ${definitionId}.`, {
      code: 0,
    });
  }
  const { model } = await work.engine.models.load(work.tx, definition);
  const starts = model.startEvents.filter(({ kind }) => kind === 'conditional');
  if (starts.length === 0) {
    throw processEngineException(`Process definition '${definitionId}' has no conditional start event.`);
  }
  return definition.suspended ? [] : starts.map(({ activityId }) => ({ definition, activityId }));
}

async function startIfHolds(
  work: Work,
  { definition, activityId }: Candidate,
  { variables: inputs, businessKey }: ConditionRequest,
): Promise<StartedInstance | null> {
  const { model } = await work.engine.models.load(work.tx, definition);
  const start = model.startEvents.find((one) => one.activityId === activityId);
  const id = work.engine.newId();
  const variables = await takeVariables(work, id, inputs);
  if (start?.kind !== 'conditional' || !holds(work, start, variables)) return null;
  return createInstance(work, { id, definition, businessKey, variables, startActivityId: activityId });
}

function holds(
  work: Work,
  start: Extract<StartEvent, { kind: 'conditional' }>,
  variables: Variables,
): boolean {
  try {
    return start.holds(variables, work.now);
  } catch (error) {
    throw processEngineException(error instanceof Error ? error.message : String(error), error);
  }
}
