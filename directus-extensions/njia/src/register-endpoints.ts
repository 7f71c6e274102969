import type { Router } from 'express';
import { getAnswer } from './endpoints/get-answer.ts';
import { getHealth } from './endpoints/get-health.ts';
import { getMessages } from './endpoints/get-messages.ts';
import { getPlaces } from './endpoints/get-places.ts';
import { getReceipt } from './endpoints/get-receipt.ts';
import { getTask } from './endpoints/get-task.ts';
import { postAnswer } from './endpoints/post-answer.ts';
import { postCaseReopen } from './endpoints/post-case-reopen.ts';
import { postClientReveal } from './endpoints/post-client-reveal.ts';
import { postIntake } from './endpoints/post-intake.ts';
import { postOfferLink } from './endpoints/post-offer-link.ts';
import { postTaskClaim } from './endpoints/post-task-claim.ts';
import { postTaskComplete } from './endpoints/post-task-complete.ts';
import { postTaskUnclaim } from './endpoints/post-task-unclaim.ts';
import { postWithdraw } from './endpoints/post-withdraw.ts';
import type { EndpointParts } from './endpoints/route.ts';

/** Every route below `/njia`; `docs/contracts.md` says who may call what. */
export function registerEndpoints(router: Router, parts: EndpointParts): void {
  router.get('/health', getHealth(parts));
  router.get('/places', getPlaces(parts));
  router.post('/intake', postIntake(parts));
  router.get('/receipts/:receiptCode', getReceipt(parts));
  router.post('/receipts/:receiptCode/withdraw', postWithdraw(parts));
  router.post('/offers/:referralId/link', postOfferLink(parts));
  router.get('/answers/:token', getAnswer(parts));
  router.post('/answers/:token', postAnswer(parts));
  router.get('/messages', getMessages(parts));
  router.get('/tasks/:id', getTask(parts));
  router.post('/tasks/:id/claim', postTaskClaim(parts));
  router.post('/tasks/:id/unclaim', postTaskUnclaim(parts));
  router.post('/tasks/:id/complete', postTaskComplete(parts));
  router.post('/cases/:id/reopen', postCaseReopen(parts));
  router.post('/clients/:id/reveal', postClientReveal(parts));
}
