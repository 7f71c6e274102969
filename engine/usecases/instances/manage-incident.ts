import { openActivitiesOf } from '../../store/activity-reads.ts';
import { findIncident, resolveIncident as closeIncident } from '../../store/incidents.ts';
import { findInstanceFacts, lockTree } from '../../store/load-instances.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { parseExecutionRef } from '../execution-ref.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { openIncident } from './open-incident.ts';

/** What somebody says is stuck. */
export interface NewIncident {
  type: string | null;
  /** Whatever helps to find what is stuck. */
  configuration: string | null;
  message: string | null;
}

/** What the engine finds by itself ends when the engine can go on. */
const ENGINE_TYPES = new Set(['failedJob', 'failedExternalTask', 'unreadableState']);

/**
 * Opens an incident at an execution; it is there until somebody resolves it or the instance ends. Returns its id.
 *
 * @throws EngineError 400 when no type is given, or the execution is not there or at no one activity.
 */
export function createIncident(
  engine: Engine,
  executionRef: string,
  { type, configuration, message }: NewIncident,
): Promise<string> {
  return inTransaction(engine, async (work) => {
    if (type === null) throw invalidRequest('incidentType is null');
    const { instanceId, executionId, activityId, definitionId } = await placeOf(work, executionRef);
    const id = engine.newId();
    await openIncident(engine, work.tx, {
      id,
      instanceId,
      definitionId,
      executionId,
      activityId,
      type,
      configuration,
      message,
      createdAt: work.now,
    });
    await recordOperation(work, {
      instanceId,
      type: 'CreateIncident',
      entity: 'ProcessInstance',
      changes: [
        { property: 'incidentType', to: type },
        { property: 'configuration', to: configuration },
      ],
    });
    return id;
  });
}

/** The execution a client names; an instance stands for its only activity, as in Camunda where they are one execution. */
async function placeOf(work: Work, executionRef: string) {
  const { instanceId, scopePath } = parseExecutionRef(executionRef);
  const [, executionId = null] = scopePath;
  await lockTree(work.tx, instanceId);
  const instance = await findInstanceFacts(work.tx, instanceId);
  const open = instance ? await openActivitiesOf(work.tx, instanceId) : [];
  const activity = executionId === null ? undefined : open.find((one) => one.executionId === executionId);
  if (!instance || (executionId !== null && !activity)) {
    throw invalidRequest(`Cannot find an execution with executionId '${executionRef}': execution is null`);
  }
  const [only, ...others] = open;
  const at = activity ?? (others.length === 0 ? only : undefined);
  if (!at) throw invalidRequest('Execution must be related to an activity: activity is null');
  return { instanceId, executionId, activityId: at.activityId, definitionId: instance.definitionId };
}

/**
 * Resolves an incident that somebody opened.
 *
 * @throws EngineError 404 when there is none, 400 for one that the engine opened: it ends when what is stuck goes on.
 */
export function resolveIncident(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const incident = await findIncident(work.tx, id);
    if (!incident) {
      const message = `Cannot find an incident with id '${id}': incident is null`;
      throw new EngineError(404, 'InvalidRequestException', message);
    }
    const { type, instanceId } = incident;
    if (ENGINE_TYPES.has(type)) {
      throw invalidRequest(`Cannot resolve an incident of type ${type}: set retries above 0 instead.`);
    }
    await closeIncident(work.tx, id, work.now);
    const changes = [{ property: 'incidentId', to: id }];
    await recordOperation(work, { instanceId, type: 'Resolve', entity: 'ProcessInstance', changes });
  });
}
