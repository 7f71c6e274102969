/** Messages, signals and who waits for them. */
import { z } from 'zod';
import { VariableMap } from './variables.ts';

/** Whose processes are meant; neither: everyone's. */
const tenant = { tenantId: z.string().nullish(), withoutTenantId: z.boolean().nullish() };

/** `POST /message`. */
export const CorrelationMessage = z.object({
  messageName: z.string().nullish(),
  businessKey: z.string().nullish(),
  ...tenant,
  processInstanceId: z.string().nullish(),
  correlationKeys: VariableMap.nullish(),
  localCorrelationKeys: VariableMap.nullish(),
  processVariables: VariableMap.nullish(),
  processVariablesLocal: z
    .record(z.string(), z.unknown())
    .nullish()
    .refine((value) => Object.keys(value ?? {}).length === 0, 'is not supported: send processVariables'),
  processVariablesToTriggeredScope: z
    .record(z.string(), z.unknown())
    .nullish()
    .refine((value) => Object.keys(value ?? {}).length === 0, 'is not supported: send processVariables'),
  all: z.boolean().nullish(),
  resultEnabled: z.boolean().nullish(),
  variablesInResultEnabled: z.boolean().nullish(),
});

/** `POST /signal`. */
export const Signal = z.object({
  name: z.string().nullish(),
  executionId: z.string().nullish(),
  ...tenant,
  variables: VariableMap.nullish(),
});

/** `POST /condition`. */
export const EvaluateCondition = z.object({
  variables: VariableMap.nullish(),
  businessKey: z.string().nullish(),
  ...tenant,
  processDefinitionId: z.string().nullish(),
});

/** `GET /event-subscription`. */
export const eventSubscriptionList = {
  filters: {
    eventSubscriptionId: 'text',
    eventName: 'text',
    eventType: 'text',
    executionId: 'text',
    processInstanceId: 'text',
    activityId: 'text',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    includeEventSubscriptionsWithoutTenantId: 'flag',
  },
  sorts: ['created', 'tenantId'],
} as const;
