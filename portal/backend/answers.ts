/** What the Njia endpoints of Directus answer to the portal. */
import { z } from 'zod';
import { CaseStatus } from '../../schemas/codes.ts';
import { IntakeQuestion } from '../../schemas/intake.ts';

/** Where a request stands. The words for it are the portal's, in the language of the page. */
export const CaseStanding = z.object({ caseCode: z.string(), status: CaseStatus });
export type CaseStanding = z.infer<typeof CaseStanding>;

/** Districts people choose from, in the order of the list, and the questions administrators added to the form. */
export const Places = z.object({
  districts: z.array(z.object({ code: z.string(), name: z.string() })),
  questions: z.array(IntakeQuestion),
});
export type Places = z.infer<typeof Places>;

export const SentMessage = z.object({
  caseCode: z.string().nullable(),
  verb: z.string().nullable(),
  recipient: z.string().nullable(),
  link: z.string().nullable(),
  sentAt: z.string().nullable(),
});
/** A message of the demo, as the page "messages sent" shows it. */
export type SentMessage = z.infer<typeof SentMessage>;

export const SentMessages = z.object({ messages: z.array(SentMessage) });

/** Errors as Directus sends them. */
export const BackendErrors = z.object({
  errors: z
    .array(
      z.object({
        extensions: z.object({ code: z.string(), field: z.string().optional() }),
      }),
    )
    .min(1),
});
