import type { RequestHandler } from 'express';
import { loadIntakeQuestions } from '../intake/intake-questions.ts';
import { requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `GET /njia/places`, for the portal: the districts people choose from, by name, and the questions administrators added. */
export function getPlaces({ directus }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['portal', 'administrator'], 'the portal');
    const districts = await directus
      .database('areas')
      .where({ kind: 'district' })
      .orderBy('name')
      .select<{ code: string; name: string }[]>('code', 'name');
    const questions = await loadIntakeQuestions(directus.database, await directus.getSchema());
    return { body: { districts, questions } };
  });
}
