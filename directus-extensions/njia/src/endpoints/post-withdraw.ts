import type { RequestHandler } from 'express';
import { findReceipt } from '../receipts/find-receipt.ts';
import { withdrawConsent } from '../receipts/withdraw-consent.ts';
import { pathParameter, requireRole, route } from './route.ts';
import type { EndpointParts } from './route.ts';

/** `POST /njia/receipts/:receiptCode/withdraw`, for the portal: the person takes their consent back. */
export function postWithdraw({ directus, settings, kickDispatcher }: EndpointParts): RequestHandler {
  return route(async (request) => {
    requireRole(request, ['portal', 'administrator'], 'the portal');
    const receiptCode = pathParameter(request, 'receiptCode');
    const found = await findReceipt(directus.database, receiptCode, settings.IDENTITY_KEY);
    await withdrawConsent(directus.database, found);
    kickDispatcher();
    return { body: { caseCode: found.code, withdrawn: true } };
  });
}
