import { setIncidentAnnotation } from '../../store/incidents.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';

/** Writes or clears a note on an open incident. @throws EngineError 400 when there is none of the id. */
export function annotateIncident(engine: Engine, id: string, annotation: string | null): Promise<void> {
  return inTransaction(engine, async ({ tx }) => {
    if (!(await setIncidentAnnotation(tx, id, annotation))) {
      throw invalidRequest(`Incident with id ${id} does not exist: incident is null`);
    }
  });
}
