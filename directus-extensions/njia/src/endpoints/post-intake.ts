import type { RequestHandler } from 'express';
import { IntakeSubmission } from '../../../../schemas/intake.ts';
import { acceptIntake } from '../intake/accept-intake.ts';
import { parseInput, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `POST /njia/intake`, for the portal: takes a request for help; the same submission again answers the same receipt. */
export function postIntake({ directus, settings, kickDispatcher }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['portal', 'administrator'], 'the portal');
    const submission = parseInput(IntakeSubmission, request.body);
    const { receipt } = await acceptIntake(directus, submission, settings.IDENTITY_KEY);
    kickDispatcher();
    return { status: 201, body: receipt };
  });
}
