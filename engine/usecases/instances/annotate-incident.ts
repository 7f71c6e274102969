import { setIncidentAnnotation } from '../../store/incidents.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import { recordOperation } from '../history/record-operation.ts';

/** Writes or clears a note on an open incident. @throws EngineError 400 when there is none of the id. */
export function annotateIncident(engine: Engine, id: string, annotation: string | null): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (!(await setIncidentAnnotation(work.tx, id, annotation))) {
      throw invalidRequest(`Incident with id ${id} does not exist: incident is null`);
    }
    await recordOperation(work, {
      type: annotation === null ? 'ClearAnnotation' : 'SetAnnotation',
      entity: 'Incident',
      changes: [{ property: 'incidentId', to: id }],
    });
  });
}
