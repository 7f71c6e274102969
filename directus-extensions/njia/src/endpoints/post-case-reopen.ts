import type { RequestHandler } from 'express';
import { CaseNotClosed } from '../errors.ts';
import { putInOutbox } from '../outbox/put-in-outbox.ts';
import { idParameter, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `POST /njia/cases/:id/reopen`: a supervisor has a closed case worked on again. */
export function postCaseReopen({ directus, kickDispatcher }: EndpointParts): RequestHandler {
  return route(async (request) => {
    const accountability = requireRole(request, ['supervisor', 'administrator'], 'supervisors');
    const caseId = idParameter(request);
    const cases = new directus.services.ItemsService('cases', { schema: request.schema, accountability });
    const row = await cases.readOne(caseId, { fields: ['status', 'closed_at'] });
    if (row['status'] !== 'closed') throw new CaseNotClosed();
    await putInOutbox(directus.database, {
      caseId,
      // Once for each time the case was closed.
      dedupeKey: `reopen:${caseId}:${String(row['closed_at'])}`,
      order: { kind: 'correlate-message', messageName: 'CaseReopened', businessKey: caseId, variables: {} },
    });
    kickDispatcher();
    return { status: 202, body: { id: caseId, reopening: true } };
  });
}
