/** Executions: instances and their activities that have not ended. */

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
    tenantIdIn: 'texts',
  },
  sorts: ['instanceId', 'definitionKey', 'definitionId', 'tenantId'],
} as const;
