/** A provider's answer to one offer, given behind a one-time link. */
import { z } from 'zod';
import { DeclineReason, ReferralState, RiskLevel } from './codes.ts';

/** What a provider sees before answering: enough to decide, nothing that names anyone. */
export const OfferSummary = z.object({
  caseCode: z.string(),
  service: z.string(),
  area: z.string().nullable(),
  urgency: RiskLevel.nullable(),
  answerDueAt: z.string().nullable(),
  state: ReferralState,
  safetyNote: z.string().nullable(),
  /** False once answered, taken back or out of time. */
  canAnswer: z.boolean(),
});
export type OfferSummary = z.infer<typeof OfferSummary>;

export const ProviderAnswer = z
  .object({
    answer: z.enum(['accepted', 'declined']),
    reason: DeclineReason.optional(),
    note: z.string().trim().max(1000).optional(),
  })
  .refine((value) => value.answer === 'accepted' || value.reason !== undefined, {
    path: ['reason'],
    message: 'Choose why you cannot take this case.',
  });
export type ProviderAnswer = z.infer<typeof ProviderAnswer>;
