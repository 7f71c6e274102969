/** What may leave the house in a message: a case code, a sentence from a closed list, a link. Nothing else, by construction. */
import { z } from 'zod';

/** Every sentence a message may carry, by the code that stands for it. */
export const MESSAGE_VERBS = {
  'answer-offer': 'Please answer this request: you can say yes or no with the link.',
  'follow-up': 'A follow-up is due. Make contact, then fill in the follow-up form.',
  'register-case': 'This case waits to be registered and is past its time. Open the task and decide.',
  'assess-needs': 'The assessment of this case is past its time. Open the task and record the needs.',
  'make-plan': 'The plan of this case is past its time. Open the task and write the plan.',
  'review-case': 'A review of this case is due. Open the task and decide how to go on.',
  'step-due': 'A step of this case is past its time. Open your tasks and complete it.',
} as const;
/** Code of a sentence in `MESSAGE_VERBS`. */
export type MessageVerb = keyof typeof MESSAGE_VERBS;

/** One message to send; `email` is used for sending only and not stored. */
export const MessageEvent = z.strictObject({
  caseCode: z.string().regex(/^[A-Z]{2,6}-\d{4}-\d{3,9}$/),
  verb: z.enum(Object.values(MESSAGE_VERBS) as [string, ...string[]]),
  link: z.url().optional(),
  recipientOrganisation: z.uuid().optional(),
  recipientOffice: z.uuid().optional(),
  email: z.email().optional(),
});
/** A message that passed `MessageEvent`. */
export type MessageEvent = z.infer<typeof MessageEvent>;

/** Body of `POST /run/:workflowId` of the message runner. */
export const RunWorkflowBody = z.strictObject({
  event: MessageEvent,
  /** The same key sends once, however often it is asked. */
  dedupeKey: z.string().min(8).max(200),
});
/** A request that passed `RunWorkflowBody`. */
export type RunWorkflowBody = z.infer<typeof RunWorkflowBody>;
