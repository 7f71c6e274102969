/** Executions: instances and their activities that have not ended. */

import { z } from 'zod';
import { VariableMap } from './variables.ts';

/** `POST /execution/{id}/signal` and `…/messageSubscriptions/{name}/trigger`. */
export const ExecutionTrigger = z.object({ variables: VariableMap.nullish() });

/** `GET /execution`. */
export const executionList = {
  filters: {
    executionId: 'text',
    businessKey: 'text',
    processDefinitionId: 'text',
    processDefinitionKey: 'text',
    processInstanceId: 'text',
    activityId: 'text',
    signalEventSubscriptionName: 'text',
    messageEventSubscriptionName: 'text',
    active: 'flag',
    suspended: 'flag',
    incidentId: 'text',
    incidentType: 'text',
    incidentMessage: 'text',
    incidentMessageLike: 'text',
    variables: 'variables',
    processVariables: 'variables',
    variableNamesIgnoreCase: 'flag',
    variableValuesIgnoreCase: 'flag',
    tenantIdIn: 'texts',
  },
  sorts: ['instanceId', 'definitionKey', 'definitionId', 'tenantId'],
} as const;
