import { Incident } from '../../../schemas/camunda/answers/jobs.ts';
import { Annotation, CreateIncident, incidentList } from '../../../schemas/camunda/jobs.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { annotateIncident } from '../../usecases/instances/annotate-incident.ts';
import { createIncident, resolveIncident } from '../../usecases/instances/manage-incident.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves incidents: what is stuck until an operator acts. */
export function registerIncidentRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/incident',
    what: 'open incidents',
    hasBodyInCamunda: false,
    spec: incidentList,
    row: Incident,
    query: queries.incidents,
  });

  const requireIncident = async (id: string) => {
    const row = await findRow(engine, queries.incidents, { incidentId: id });
    if (!row) throw invalidRequest(`No matching incident with id ${id}`, 404);
    return row;
  };

  app.get(
    '/incident/:id',
    does('Reads an incident', { params: ById, response: { 200: Incident } }),
    ({ params }) => requireIncident(params.id),
  );

  app.delete(
    '/incident/:id',
    does('Resolves an incident that somebody opened', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await resolveIncident(engine, params.id);
      return reply.status(204).send();
    },
  );

  app.post(
    '/execution/:id/create-incident',
    does('Opens an incident at an execution', {
      params: ById,
      body: CreateIncident,
      differs: 'it is there until it is resolved or its instance ends, also when its activity ended before.',
      response: { 200: Incident },
    }),
    async ({ params, body }) => {
      const { incidentType = null, configuration = null, message = null } = body;
      const id = await createIncident(engine, params.id, { type: incidentType, configuration, message });
      return requireIncident(id);
    },
  );

  app.put(
    '/incident/:id/annotation',
    does('Writes a note on an incident', { params: ById, body: Annotation, response: NOTHING }),
    async ({ params, body }, reply) => {
      await annotateIncident(engine, params.id, body.annotation ?? null);
      return reply.status(204).send();
    },
  );

  app.delete(
    '/incident/:id/annotation',
    does('Removes the note from an incident', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await annotateIncident(engine, params.id, null);
      return reply.status(204).send();
    },
  );
}
