import type { Incident, Job } from '../../../schemas/camunda/answers/jobs.ts';
import type { incidentList, jobList } from '../../../schemas/camunda/jobs.ts';
import { batchJobDefinition, jobDefinitionRef } from '../job-definitions.ts';
import { compare, dates, equal, like, oneOf, when, whenNow } from './conditions.ts';
import { listSource } from './list-query.ts';
import { executionRef, failedActivityOf } from './shown-references.ts';
import { tenantFiltersWith } from './tenant-conditions.ts';

const suspended = '(j.suspended OR coalesce(i.suspended, false))';

const failedActivity =
  'CASE WHEN j.exception_message IS NULL THEN NULL ELSE coalesce(j.failed_activity_id, j.activity_id) END';

const definitionRef = `coalesce(${jobDefinitionRef('j')}, ${batchJobDefinition('j.batch_id')})`;

/** Timers, jobs between activities, and what is left to do in batches. */
export const jobQuery = listSource<(typeof jobList)['filters'], (typeof jobList)['sorts'][number], Job>({
  columns: {
    id: 'j.id',
    jobDefinitionId: definitionRef,
    processInstanceId: 'j.instance_id',
    processDefinitionId: 'p.id',
    processDefinitionKey: 'p.key',
    executionId: executionRef('j'),
    exceptionMessage: 'j.exception_message',
    failedActivityId: failedActivity,
    retries: 'j.retries',
    // A job between activities has no due date, unless it waits for its next try.
    dueDate: `CASE WHEN j.type = 'message' AND j.due_at <= j.created_at THEN NULL ELSE j.due_at END`,
    suspended,
    priority: 'j.priority',
    tenantId: 'p.tenant_id',
    createTime: 'j.created_at',
    batchId: 'j.batch_id',
  },
  from: `(SELECT id, type, instance_id, definition_id, execution_id, is_after, listener_id, activity_id, due_at, retries,
        exception_message, failed_activity_id, priority, created_at, suspended, lock_owner, lock_expires_at,
        NULL AS batch_id
      FROM engine.jobs
    UNION ALL SELECT a.id, 'message', NULL, NULL, NULL, false, NULL, NULL, NULL, a.retries,
        a.message, NULL, 0, b.created_at, b.suspended, NULL, NULL, a.batch_id
      FROM engine.batch_items a JOIN engine.batches b ON b.id = a.batch_id WHERE b.ended_at IS NULL AND a.state IN ('pending', 'failed')) j
    LEFT JOIN engine.process_definitions p ON p.id = j.definition_id
    LEFT JOIN engine.instances i ON i.id = j.instance_id`,
  filters: {
    jobId: equal('j.id'),
    jobIds: oneOf('j.id'),
    jobDefinitionId: equal(definitionRef),
    processInstanceId: equal('j.instance_id'),
    processInstanceIds: oneOf('j.instance_id'),
    executionId: equal(executionRef('j')),
    processDefinitionId: equal('p.id'),
    processDefinitionKey: equal('p.key'),
    activityId: equal('j.activity_id'),
    failedActivityId: equal(failedActivity),
    withRetriesLeft: when('j.retries > 0'),
    noRetriesLeft: when('j.retries = 0'),
    executable: whenNow('j.retries > 0 AND (j.due_at IS NULL OR j.due_at <= {now})'),
    timers: when(`j.type = 'timer'`),
    messages: when(`j.type = 'message'`),
    dueDates: dates('j.due_at'),
    createTimes: dates('j.created_at'),
    priorityLowerThanOrEquals: compare('j.priority', '<='),
    priorityHigherThanOrEquals: compare('j.priority', '>='),
    acquired: whenNow('j.lock_owner IS NOT NULL AND j.lock_expires_at >= {now}'),
    withException: when('j.exception_message IS NOT NULL'),
    exceptionMessage: equal('j.exception_message'),
    active: when(`NOT ${suspended}`),
    suspended: when(suspended),
    ...tenantFiltersWith('includeJobsWithoutTenantId', 'p.tenant_id'),
  },
  sorts: {
    jobId: 'j.id',
    executionId: 'j.execution_id',
    processInstanceId: 'j.instance_id',
    processDefinitionId: 'p.id',
    processDefinitionKey: 'p.key',
    jobPriority: 'j.priority',
    jobRetries: 'j.retries',
    jobDueDate: 'j.due_at',
    tenantId: 'p.tenant_id',
  },
  tieBreak: 'j.due_at, j.id',
});

/** Of the job that failed, or of the item of a batch. */
const jobDefinitionOfIncident = `CASE WHEN x.type = 'failedJob' THEN coalesce(
  (SELECT ${jobDefinitionRef('j')} FROM engine.jobs j WHERE j.id = x.configuration),
  (SELECT ${batchJobDefinition('a.batch_id')} FROM engine.batch_items a WHERE a.id = x.configuration)) END`;

/** Open incidents. */
export const incidentQuery = listSource<
  (typeof incidentList)['filters'],
  (typeof incidentList)['sorts'][number],
  Incident
>({
  columns: {
    id: 'x.id',
    processDefinitionId: 'x.definition_id',
    processInstanceId: 'x.instance_id',
    executionId: executionRef('x'),
    incidentTimestamp: 'x.created_at',
    incidentType: 'x.type',
    activityId: 'x.activity_id',
    failedActivityId: failedActivityOf,
    causeIncidentId: 'x.cause_id',
    rootCauseIncidentId: 'x.root_cause_id',
    configuration: 'x.configuration',
    tenantId: 'p.tenant_id',
    incidentMessage: 'x.message',
    jobDefinitionId: jobDefinitionOfIncident,
    annotation: 'x.annotation',
  },
  from: 'engine.incidents x LEFT JOIN engine.process_definitions p ON p.id = x.definition_id',
  filters: {
    incidentId: equal('x.id'),
    incidentType: equal('x.type'),
    incidentMessage: equal('x.message'),
    incidentMessageLike: like('x.message'),
    processDefinitionId: equal('x.definition_id'),
    processDefinitionKeyIn: oneOf('p.key'),
    processInstanceId: equal('x.instance_id'),
    executionId: equal(executionRef('x')),
    incidentTimestampBefore: compare('x.created_at', '<'),
    incidentTimestampAfter: compare('x.created_at', '>'),
    activityId: equal('x.activity_id'),
    failedActivityId: equal(failedActivityOf),
    causeIncidentId: equal('x.cause_id'),
    rootCauseIncidentId: equal('x.root_cause_id'),
    configuration: equal('x.configuration'),
    jobDefinitionIdIn: oneOf(jobDefinitionOfIncident),
    tenantIdIn: oneOf('p.tenant_id'),
  },
  sorts: {
    incidentId: 'x.id',
    incidentMessage: 'x.message',
    incidentTimestamp: 'x.created_at',
    incidentType: 'x.type',
    executionId: 'x.execution_id',
    activityId: 'x.activity_id',
    processInstanceId: 'x.instance_id',
    processDefinitionId: 'x.definition_id',
    causeIncidentId: 'x.cause_id',
    rootCauseIncidentId: 'x.root_cause_id',
    configuration: 'x.configuration',
    tenantId: 'p.tenant_id',
  },
  tieBreak: 'x.created_at, x.id',
});
