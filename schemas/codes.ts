/**
 * The closed code lists that every part shares: a code is stored, sent, compared; its label is translated elsewhere.
 * Lists that an administrator may extend (services, incident types) are rows in Directus, not here.
 */
import { z } from 'zod';

/** Risk of further harm, from the screening decision. Order matters: later is more urgent. */
export const RISK_LEVELS = ['low', 'medium', 'high', 'critical'] as const;
export const RiskLevel = z.enum(RISK_LEVELS);
export type RiskLevel = z.infer<typeof RiskLevel>;

/** Where a case stands, in the order practitioners name the steps; the last five are ways out. */
export const CASE_STATUSES = [
  'received',
  'registration',
  'assessment',
  'planning',
  'implementation',
  'monitoring',
  'closing',
  'closed',
  'not_eligible',
  'duplicate',
  'redirected',
  'withdrawn',
] as const;
export const CaseStatus = z.enum(CASE_STATUSES);
export type CaseStatus = z.infer<typeof CaseStatus>;

/** How a request for help reached us. */
export const CHANNELS = ['portal', 'phone', 'sms', 'helpline', 'walk_in', 'referral_in'] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;

/** States of one referral; `offered` to `verified_complete` follow the closed-loop practice (FHIR SDOH referral Task). */
export const REFERRAL_STATES = [
  'draft',
  'offered',
  'accepted',
  'declined',
  'no_response',
  'scheduled',
  'started',
  'on_hold',
  'claimed_complete',
  'verified_complete',
  'cancelled',
  'failed',
  'entered_in_error',
] as const;
export const ReferralState = z.enum(REFERRAL_STATES);
export type ReferralState = z.infer<typeof ReferralState>;

/** Why a provider says no. */
export const DECLINE_REASONS = [
  'no_capacity',
  'not_eligible',
  'out_of_area',
  'conflict_of_interest',
  'unsafe_for_provider',
  'service_not_offered',
  'insufficient_information',
  'duplicate',
  'other',
] as const;
export const DeclineReason = z.enum(DECLINE_REASONS);
export type DeclineReason = z.infer<typeof DeclineReason>;

/** Groups whose members may claim a user task; `camunda:candidateGroups` in BPMN names exactly these. */
export const TASK_GROUPS = ['case-officers', 'supervisors', 'coordinators', 'providers'] as const;
export const TaskGroup = z.enum(TASK_GROUPS);
export type TaskGroup = z.infer<typeof TaskGroup>;

/** Messages a running pathway can wait for (BPMN message names). */
export const PATHWAY_MESSAGES = ['ProviderAnswered', 'ConsentWithdrawn', 'CaseReopened'] as const;
export const PathwayMessage = z.enum(PATHWAY_MESSAGES);
export type PathwayMessage = z.infer<typeof PathwayMessage>;
