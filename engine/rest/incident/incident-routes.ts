import type { FastifyInstance } from 'fastify';
import { Annotation, incidentList } from '../../../schemas/camunda/jobs.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { annotateIncident } from '../../usecases/instances/annotate-incident.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';

interface IncidentPath {
  Params: { id: string };
}

/** Serves incidents: what is stuck until an operator acts. */
export function registerIncidentRoutes(app: FastifyInstance, engine: Engine): void {
  registerListRoutes(app, engine, { path: '/incident', spec: incidentList, query: queries.incidents });

  const requireIncident = async (id: string) => {
    const row = await findRow(engine, queries.incidents, { incidentId: id });
    if (!row) throw invalidRequest(`No matching incident with id ${id}`, 404);
    return row;
  };

  app.get<IncidentPath>('/incident/:id', ({ params }) => requireIncident(params.id));

  app.delete<IncidentPath>('/incident/:id', async ({ params }) => {
    const { incidentType } = await requireIncident(params.id);
    throw invalidRequest(
      `Cannot resolve an incident of type ${String(incidentType)}: set retries above 0 instead.`,
    );
  });

  app.put<IncidentPath>('/incident/:id/annotation', async ({ params, body }, reply) => {
    await annotateIncident(engine, params.id, parseRequest(Annotation, body).annotation ?? null);
    return reply.status(204).send();
  });

  app.delete<IncidentPath>('/incident/:id/annotation', async ({ params }, reply) => {
    await annotateIncident(engine, params.id, null);
    return reply.status(204).send();
  });
}
