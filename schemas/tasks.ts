/** Tasks people work on, as the inbox and the task page see them. */
import { z } from 'zod';
import { CaseStatus, ReferralState, RiskLevel } from './codes.ts';

/** open: to be done; completing: saved, the engine has not confirmed yet; cancelled: the pathway went another way. */
export const TASK_STATES = ['open', 'completing', 'completed', 'cancelled'] as const;
export const TaskState = z.enum(TASK_STATES);
export type TaskState = z.infer<typeof TaskState>;

/** A provider the matching proposed for one referral, best first, with the reasons in plain words. */
export const Candidate = z.object({
  offerId: z.string(),
  organisationId: z.string(),
  score: z.number(),
  reasons: z.array(z.string()).default([]),
});
export type Candidate = z.infer<typeof Candidate>;

/** A candidate with the names a person needs to choose. */
export const NamedCandidate = Candidate.extend({
  organisation: z.string(),
  service: z.string().nullable(),
  capacity: z.number().nullable(),
});
export type NamedCandidate = z.infer<typeof NamedCandidate>;

/** One finished or open step in the story of a case. */
export const CaseStep = z.object({
  taskId: z.string(),
  elementId: z.string(),
  name: z.string(),
  state: TaskState,
  dueAt: z.string().nullable(),
  completedAt: z.string().nullable(),
  formCollection: z.string().nullable(),
});
export type CaseStep = z.infer<typeof CaseStep>;

/** What stands beside a task form: never a name, phone or address. */
export const CaseSummary = z.object({
  id: z.string(),
  code: z.string(),
  status: CaseStatus,
  riskLevel: RiskLevel.nullable(),
  receivedAt: z.string().nullable(),
  area: z.string().nullable(),
  language: z.string().nullable(),
  client: z.object({ id: z.string(), displayName: z.string(), hasIdentity: z.boolean() }).nullable(),
  story: z.string().nullable(),
  flags: z.array(z.enum(['detained', 'child', 'sexual_violence'])),
  steps: z.array(CaseStep),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** Answer of `GET /njia/tasks/:id`. */
export const TaskView = z.object({
  task: z.object({
    id: z.string(),
    elementId: z.string(),
    name: z.string(),
    state: TaskState,
    candidateGroup: z.string().nullable(),
    assignee: z.string().nullable(),
    isMine: z.boolean(),
    dueAt: z.string().nullable(),
  }),
  formCollection: z.string().nullable(),
  /** Fields the system fills by itself; the form leaves them out. */
  hiddenFields: z.array(z.string()),
  initialValues: z.record(z.string(), z.unknown()),
  case: CaseSummary,
  /** Only for choosing a provider. */
  referral: z
    .object({ id: z.string(), state: ReferralState, service: z.string().nullable(), offerNumber: z.number() })
    .nullable(),
  candidates: z.array(NamedCandidate),
});
export type TaskView = z.infer<typeof TaskView>;
