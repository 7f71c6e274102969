/** What a person at risk (or someone for them) tells us first. Nothing but the story and consent is required. */
import { z } from 'zod';
import { Channel } from './codes.ts';

const optionalText = (max: number) => z.string().trim().max(max).optional();

export const IntakeSubmission = z.object({
  /** Made by the form when it is opened: the same submission sent twice opens one case. */
  submissionId: z.uuid(),
  channel: Channel,
  /** Language the person wants to be answered in (BCP 47, for example `en`, `lg`). */
  language: z.string().min(2).max(10),
  /** Code of the district, from the collection `areas`. */
  areaCode: z.string().min(1).max(40),
  incidentType: optionalText(60),
  happenedOn: z.iso.date().optional(),
  story: z.string().trim().min(1).max(10_000),
  isDetained: z.boolean().default(false),
  isChild: z.boolean().default(false),
  isSexualViolence: z.boolean().default(false),
  /** Empty for a person who will not give a name. */
  name: optionalText(200),
  phone: optionalText(40),
  address: optionalText(400),
  /** When and how it is safe to make contact. */
  safeContact: optionalText(400),
  /** Answers to questions an administrator added to the request form, by their field in the collection `incidents`. */
  answers: z
    .record(z.string().regex(/^[a-z][a-z0-9_]{0,62}$/), z.union([z.string().trim().max(2000), z.boolean()]))
    .optional(),
  consentToServices: z.boolean(),
  consentToStatistics: z.boolean().default(false),
});
export type IntakeSubmission = z.infer<typeof IntakeSubmission>;

/** A question an administrator added to the request form. */
export const IntakeQuestion = z.object({
  field: z.string(),
  /** Label in each language that has one (BCP 47), and one for all others. */
  labels: z.record(z.string(), z.string()),
  label: z.string(),
  kind: z.enum(['text', 'long_text', 'yes_no', 'choice', 'number', 'date']),
  choices: z.array(z.object({ value: z.string(), text: z.string() })),
});
export type IntakeQuestion = z.infer<typeof IntakeQuestion>;

export const IntakeReceipt = z.object({
  /** Named on messages and to providers, for example `HRD-2026-000123`. */
  caseCode: z.string(),
  /** 16 digits in four groups; only its hash is stored, so it cannot be shown again. */
  receiptCode: z.string().regex(/^\d{4} \d{4} \d{4} \d{4}$/),
});
export type IntakeReceipt = z.infer<typeof IntakeReceipt>;
