/** What Directus owes the engine: rows of the collection `outbox`, written in the transaction of the change that causes them. */
import { z } from 'zod';
import { PathwayMessage } from './codes.ts';

/** A process variable as the engine's REST interface takes it: type names are capitalised, Json values are strings. */
export const EngineVariable = z.object({
  type: z.enum(['String', 'Integer', 'Double', 'Boolean', 'Date', 'Json', 'Null']),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});
export type EngineVariable = z.infer<typeof EngineVariable>;

export const EngineVariables = z.record(z.string(), EngineVariable);
export type EngineVariables = z.infer<typeof EngineVariables>;

/** Start the pathway of a case; the business key is the case id, so a second start can be recognised. */
export const StartPathway = z.object({
  kind: z.literal('start-pathway'),
  processKey: z.string(),
  businessKey: z.uuid(),
  variables: EngineVariables,
});

/** Complete a user task of the engine. */
export const CompleteTask = z.object({
  kind: z.literal('complete-task'),
  engineTaskId: z.string(),
  variables: EngineVariables,
});

/** Hand a message to the one instance that waits for it, found by business key or by correlation keys. */
export const CorrelateMessage = z.object({
  kind: z.literal('correlate-message'),
  messageName: PathwayMessage,
  businessKey: z.uuid().optional(),
  correlationKeys: EngineVariables.optional(),
  variables: EngineVariables,
});

/** The column `payload` of an outbox row, with the row's kind. */
export const OutboxOrder = z.discriminatedUnion('kind', [StartPathway, CompleteTask, CorrelateMessage]);
export type OutboxOrder = z.infer<typeof OutboxOrder>;
export type OutboxKind = OutboxOrder['kind'];
