import type { Tx } from '../../store/database.ts';
import { findWaitingCalls, insertIncidents } from '../../store/incidents.ts';
import type { IncidentRow } from '../../store/incidents.ts';
import type { Engine } from '../engine.ts';

/** What is stuck, and where. */
export type Stuck = Omit<IncidentRow, 'causeId' | 'rootCauseId'>;

/**
 * Opens an incident, and as in Camunda one at each call activity that waits for the instance, up to the root: those say what
 * caused them, and end with it.
 */
export async function openIncident(engine: Engine, tx: Tx, stuck: Stuck): Promise<void> {
  const first: IncidentRow = { ...stuck, causeId: stuck.id, rootCauseId: stuck.id };
  const calls = stuck.instanceId === null ? [] : await findWaitingCalls(tx, stuck.instanceId);
  const incidents = [first];
  for (const call of calls) {
    incidents.push({
      ...call,
      id: engine.newId(),
      type: first.type,
      configuration: null,
      message: null,
      createdAt: first.createdAt,
      causeId: incidents.at(-1)?.id ?? first.id,
      rootCauseId: first.id,
    });
  }
  await insertIncidents(tx, incidents);
}
