import type { RequestHandler } from 'express';
import { z } from 'zod';
import { openIdentity } from '../../../../model/identity/client-identity.ts';
import { idParameter, parseInput, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

const Body = z.object({
  reason: z
    .string()
    .trim()
    .min(5, 'Say in a few words why you need the name, for example "call to verify".')
    .max(500),
});

/** `POST /njia/clients/:id/reveal`: shows a case officer of the client's office who the client is, and notes who saw it and why. */
export function postClientReveal({ directus, settings }: EndpointParts): RequestHandler {
  return route(async (request) => {
    const accountability = requireRole(
      request,
      ['caseOfficer'],
      'case officers of the office that works on the case',
    );
    const clientId = idParameter(request);
    const { reason } = parseInput(Body, request.body);
    const { schema } = request;
    const { ItemsService } = directus.services;
    // Read with the caller's rights: a client of another office is not there for them.
    const client = await new ItemsService('clients', { schema, accountability }).readOne(clientId, {
      fields: ['id'],
    });
    const [ownCase] = await new ItemsService('cases', { schema, accountability }).readByQuery({
      filter: { client: { _eq: client['id'] } },
      fields: ['id', 'office'],
      sort: ['-received_at'],
      limit: 1,
    });
    const row = await directus
      .database('clients')
      .where({ id: clientId })
      .first<{ identity_sealed: string | null }>('identity_sealed');
    const identity = openIdentity(row.identity_sealed, settings.IDENTITY_KEY);
    // Noted before it is shown: no note, no name.
    await new ItemsService('identity_reveals', { schema, accountability: null }).createOne({
      case: ownCase?.['id'],
      office: ownCase?.['office'],
      client: clientId,
      user: accountability.user,
      reason,
    });
    return { body: identity };
  });
}
