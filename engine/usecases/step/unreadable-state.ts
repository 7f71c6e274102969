import { withTransaction } from '../../store/database.ts';
import type { Tx } from '../../store/database.ts';
import { closeIncidents, hasIncident } from '../../store/incidents.ts';
import { findInstanceFacts, lockTree } from '../../store/load-instances.ts';
import { findReadableAgain, findUnreadableInstances } from '../../store/unreadable-instances.ts';
import type { UnreadableInstance } from '../../store/unreadable-instances.ts';
import { describeError } from '../../log.ts';
import type { Engine } from '../engine.ts';
import { ERROR_CODES, EngineError } from '../errors.ts';
import { openIncident } from '../instances/open-incident.ts';

/** Ours: Camunda reads what it once wrote. */
const INCIDENT_TYPE = 'unreadableState';

/** Incidents opened at a start; after an upgrade there may be more, which follow when something happens to their instance. */
const INCIDENTS_AT_START = 1_000;

/** An instance cannot go on because nobody can read how far it came; nothing has changed. */
export class UnreadableState extends EngineError {
  readonly instanceId: string;

  constructor(instanceId: string, reason: string, cause?: unknown) {
    super(500, 'ProcessEngineException', reason, { code: ERROR_CODES.engine, cause });
    this.name = 'UnreadableState';
    this.instanceId = instanceId;
  }
}

/** The sentence for an instance saved by another version. */
export function otherFormat(instanceId: string, saved: string, readable: readonly string[]): string {
  return `Instance ${instanceId} was saved as '${saved}', this engine reads '${readable.join("', '")}'.`;
}

/** Opens an incident that says why an instance cannot go on, so that it is not forgotten; once. Never throws. */
export async function reportUnreadable(engine: Engine, error: UnreadableState): Promise<void> {
  try {
    await withTransaction(engine.database, async (tx) => {
      await lockTree(tx, error.instanceId);
      const instance = await findInstanceFacts(tx, error.instanceId);
      if (!instance || (await hasIncident(tx, instance.id))) return;
      await open(engine, tx, instance, error.message);
    });
  } catch (unreported) {
    engine.log('error', 'unreadable-state-not-reported', describeError(unreported));
  }
}

/**
 * Looks, when an engine starts, for instances that it cannot read, and opens an incident for each; those of instances that it
 * can read again, because the right version was started, are resolved.
 */
export async function checkStates(engine: Engine): Promise<void> {
  const formats = engine.models.stateFormats;
  await withTransaction(engine.database, async (tx) => {
    const query = { formats, incidentType: INCIDENT_TYPE, limit: INCIDENTS_AT_START };
    await closeIncidents(tx, await findReadableAgain(tx, query), 'resolved', engine.clock());
    for (const instance of await findUnreadableInstances(tx, query)) {
      await open(engine, tx, instance, otherFormat(instance.id, instance.stateFormat, formats));
    }
  });
}

async function open(engine: Engine, tx: Tx, instance: UnreadableInstance, message: string): Promise<void> {
  const { id: instanceId, definitionId, definitionKey, stateFormat } = instance;
  await openIncident(engine, tx, {
    id: engine.newId(),
    instanceId,
    definitionId,
    executionId: null,
    activityId: definitionKey,
    type: INCIDENT_TYPE,
    configuration: instanceId,
    message,
    createdAt: engine.clock(),
  });
  engine.log('warn', 'incident-opened', { type: INCIDENT_TYPE, instanceId, stateFormat });
}
