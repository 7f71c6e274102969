import type { RequestHandler } from 'express';
import { CaseStatus } from '../../../../schemas/codes.ts';
import { findReceipt } from '../receipts/find-receipt.ts';
import { nextStep } from '../receipts/next-step.ts';
import { pathParameter, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `GET /njia/receipts/:receiptCode`, for the portal: where the request stands. */
export function getReceipt({ directus, settings }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['portal', 'administrator'], 'the portal');
    const receiptCode = pathParameter(request, 'receiptCode');
    const found = await findReceipt(directus.database, receiptCode, settings.IDENTITY_KEY);
    const status = CaseStatus.parse(found.status);
    return { body: { caseCode: found.code, status, nextStep: nextStep(status) } };
  });
}
