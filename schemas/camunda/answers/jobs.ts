/** Jobs, where they come from, what happened to them, and incidents, as they are sent. */
import { z } from 'zod';
import { integerOrNull, Moment, momentOrNull, named, never, textOrNull } from './fields.ts';

/** A row of `GET /job`. */
export const Job = named('Job', {
  id: z.string(),
  jobDefinitionId: textOrNull,
  dueDate: momentOrNull,
  processInstanceId: textOrNull,
  executionId: textOrNull,
  processDefinitionId: textOrNull,
  processDefinitionKey: textOrNull,
  retries: z.int(),
  exceptionMessage: textOrNull,
  failedActivityId: textOrNull,
  suspended: z.boolean(),
  priority: z.int(),
  tenantId: textOrNull,
  createTime: momentOrNull,
  batchId: textOrNull,
});
export type Job = z.infer<typeof Job>;

/** A row of `GET /job-definition`. */
export const JobDefinition = named('JobDefinition', {
  id: z.string(),
  processDefinitionId: z.string(),
  processDefinitionKey: z.string(),
  activityId: z.string(),
  jobType: z.string(),
  jobConfiguration: textOrNull,
  overridingJobPriority: integerOrNull,
  suspended: z.boolean(),
  tenantId: textOrNull,
  deploymentId: z.string(),
});
export type JobDefinition = z.infer<typeof JobDefinition>;

/** A row of `GET /history/job-log`. */
export const HistoricJobLog = named('HistoricJobLog', {
  id: z.string(),
  timestamp: Moment,
  removalTime: momentOrNull,
  jobId: z.string(),
  jobDueDate: momentOrNull,
  jobRetries: integerOrNull,
  jobPriority: integerOrNull,
  jobExceptionMessage: textOrNull,
  failedActivityId: textOrNull,
  jobDefinitionId: textOrNull,
  jobDefinitionType: textOrNull,
  jobDefinitionConfiguration: textOrNull,
  activityId: textOrNull,
  executionId: textOrNull,
  processInstanceId: textOrNull,
  processDefinitionId: textOrNull,
  processDefinitionKey: textOrNull,
  deploymentId: textOrNull,
  rootProcessInstanceId: textOrNull,
  tenantId: textOrNull,
  hostname: never,
  batchId: never,
  creationLog: z.boolean(),
  failureLog: z.boolean(),
  successLog: z.boolean(),
  deletionLog: z.boolean(),
});
export type HistoricJobLog = z.infer<typeof HistoricJobLog>;

const incident = {
  id: z.string(),
  processDefinitionId: textOrNull,
  processInstanceId: textOrNull,
  executionId: textOrNull,
  incidentType: z.string(),
  activityId: textOrNull,
  failedActivityId: textOrNull,
  causeIncidentId: z.string(),
  rootCauseIncidentId: z.string(),
  configuration: textOrNull,
  tenantId: textOrNull,
  incidentMessage: textOrNull,
  jobDefinitionId: textOrNull,
  annotation: textOrNull,
};

/** A row of `GET /incident`. */
export const Incident = named('Incident', { ...incident, incidentTimestamp: Moment });
export type Incident = z.infer<typeof Incident>;

/** A row of `GET /history/incident`. */
export const HistoricIncident = named('HistoricIncident', {
  ...incident,
  processDefinitionKey: textOrNull,
  rootProcessInstanceId: textOrNull,
  createTime: Moment,
  endTime: momentOrNull,
  removalTime: momentOrNull,
  historyConfiguration: never,
  open: z.boolean(),
  deleted: z.boolean(),
  resolved: z.boolean(),
});
export type HistoricIncident = z.infer<typeof HistoricIncident>;
