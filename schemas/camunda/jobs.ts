/** Jobs (timers) and incidents. */
import { z } from 'zod';
import { flagText } from './address.ts';
import { WireDate } from './dates.ts';
import { Suspension } from './suspension.ts';

/** `PUT /job/{id}/duedate`; null makes it due now. */
export const JobDueDate = z.object({ duedate: WireDate.nullish(), cascade: z.boolean().nullish() });

/** `PUT /job/{id}/retries`. */
export const JobRetries = z.object({ retries: z.int().nullish(), dueDate: WireDate.nullish() });

/** `GET /job`. */
export const jobList = {
  filters: {
    jobId: 'text',
    jobIds: 'texts',
    jobDefinitionId: 'text',
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
    priorityLowerThanOrEquals: 'number',
    priorityHigherThanOrEquals: 'number',
    acquired: 'flag',
    withException: 'flag',
    exceptionMessage: 'text',
    active: 'flag',
    suspended: 'flag',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    includeJobsWithoutTenantId: 'flag',
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
  exclusive: [['timers', 'messages']],
} as const;

/** `POST /execution/{id}/create-incident`. */
export const CreateIncident = z.object({
  incidentType: z.string().nullish(),
  configuration: z.string().nullish(),
  message: z.string().nullish(),
});

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
    jobDefinitionIdIn: 'texts',
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

const priority = z.int().nullish();

/** `PUT /job/{id}/priority`. */
export const JobPriority = z.object({ priority });

const byKey = {
  processDefinitionId: z.string().nullish(),
  processDefinitionKey: z.string().nullish(),
  processDefinitionTenantId: z.string().nullish(),
  processDefinitionWithoutTenantId: z.boolean().nullish(),
};

/** `PUT /job/suspended`. */
export const JobsSuspension = Suspension.extend({
  jobId: z.null('cannot be used here: ask for /job/{id}/suspended').optional(),
  jobDefinitionId: z.string().nullish(),
  processInstanceId: z.string().nullish(),
  ...byKey,
});

/** `POST /job/{id}/duedate/recalculate`. */
export const RecalculateQuery = z.looseObject({
  creationDateBased: flagText.default(true),
});

/** `GET /job-definition`. */
export const jobDefinitionList = {
  filters: {
    jobDefinitionId: 'text',
    activityIdIn: 'texts',
    processDefinitionId: 'text',
    processDefinitionKey: 'text',
    jobType: 'text',
    jobConfiguration: 'text',
    active: 'flag',
    suspended: 'flag',
    withOverridingJobPriority: 'flag',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    includeJobDefinitionsWithoutTenantId: 'flag',
  },
  sorts: [
    'jobDefinitionId',
    'activityId',
    'processDefinitionId',
    'processDefinitionKey',
    'jobType',
    'jobConfiguration',
    'tenantId',
  ],
} as const;

/** `PUT /job-definition/{id}/suspended`. */
export const JobDefinitionSuspension = Suspension.extend({
  includeJobs: z.boolean().nullish(),
  /** When it is done. */
  executionDate: WireDate.nullish(),
});

/** `PUT /job-definition/suspended`. */
export const JobDefinitionsSuspension = JobDefinitionSuspension.extend(byKey);

/** `PUT /job-definition/{id}/jobPriority`. */
export const JobDefinitionPriority = z.object({ priority, includeJobs: z.boolean().nullish() });
