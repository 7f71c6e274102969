/** Jobs (timers) and incidents. */
import { z } from 'zod';
import { WireDate } from './dates.ts';

/** `PUT /job/{id}/duedate`; null makes it due now. */
export const JobDueDate = z.object({ duedate: WireDate.nullish(), cascade: z.boolean().nullish() });

/** `PUT /job/{id}/retries`. */
export const JobRetries = z.object({ retries: z.int().nullish(), dueDate: WireDate.nullish() });

/** `GET /job`. */
export const jobList = {
  filters: {
    jobId: 'text',
    jobIds: 'texts',
    processInstanceId: 'text',
    processInstanceIds: 'texts',
    executionId: 'text',
    processDefinitionId: 'text',
    processDefinitionKey: 'text',
    activityId: 'text',
    failedActivityId: 'text',
    withRetriesLeft: 'flag',
    noRetriesLeft: 'flag',
    executable: 'flag',
    timers: 'flag',
    messages: 'flag',
    dueDates: 'dateComparisons',
    createTimes: 'dateComparisons',
    withException: 'flag',
    exceptionMessage: 'text',
    active: 'flag',
    suspended: 'flag',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
  },
  sorts: [
    'jobId',
    'executionId',
    'processInstanceId',
    'processDefinitionId',
    'processDefinitionKey',
    'jobPriority',
    'jobRetries',
    'jobDueDate',
    'tenantId',
  ],
  ignored: ['includeJobsWithoutTenantId'],
} as const;

/** `PUT /incident/{id}/annotation`. */
export const Annotation = z.object({ annotation: z.string().nullish() });

/** `GET /incident`. */
export const incidentList = {
  filters: {
    incidentId: 'text',
    incidentType: 'text',
    incidentMessage: 'text',
    incidentMessageLike: 'text',
    processDefinitionId: 'text',
    processDefinitionKeyIn: 'texts',
    processInstanceId: 'text',
    executionId: 'text',
    incidentTimestampBefore: 'date',
    incidentTimestampAfter: 'date',
    activityId: 'text',
    failedActivityId: 'text',
    causeIncidentId: 'text',
    rootCauseIncidentId: 'text',
    configuration: 'text',
    tenantIdIn: 'texts',
  },
  sorts: [
    'incidentId',
    'incidentMessage',
    'incidentTimestamp',
    'incidentType',
    'executionId',
    'activityId',
    'processInstanceId',
    'processDefinitionId',
    'causeIncidentId',
    'rootCauseIncidentId',
    'configuration',
    'tenantId',
  ],
} as const;
