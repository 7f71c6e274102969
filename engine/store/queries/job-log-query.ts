import type { HistoricJobLog } from '../../../schemas/camunda/answers/jobs.ts';
import type { historicJobLogList } from '../../../schemas/camunda/history-log.ts';
import { jobDefinitionRef } from '../job-definitions.ts';
import { compare, equal, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { tenantFilters } from './tenant-conditions.ts';

/** What happened to jobs. */
export const historicJobLogQuery = listSource<
  (typeof historicJobLogList)['filters'],
  (typeof historicJobLogList)['sorts'][number],
  HistoricJobLog
>({
  columns: {
    id: 'l.id',
    timestamp: 'l.at',
    removalTime: 'h.removal_at',
    jobId: 'l.job_id',
    jobDueDate: 'l.due_at',
    jobRetries: 'l.retries',
    jobPriority: 'l.priority',
    jobExceptionMessage: 'l.exception_message',
    failedActivityId: 'l.failed_activity_id',
    jobDefinitionId: jobDefinitionRef('l'),
    jobDefinitionType: 'd.job_type',
    jobDefinitionConfiguration: 'd.configuration',
    activityId: 'l.activity_id',
    executionId: executionRef('l'),
    processInstanceId: 'l.instance_id',
    processDefinitionId: 'l.definition_id',
    processDefinitionKey: 'coalesce(p.key, h.definition_key)',
    deploymentId: 'p.deployment_id',
    rootProcessInstanceId: 'h.root_id',
    tenantId: 'p.tenant_id',
    hostname: 'NULL',
    batchId: 'NULL',
    creationLog: `l.event = 'creation'`,
    failureLog: `l.event = 'failure'`,
    successLog: `l.event = 'success'`,
    deletionLog: `l.event = 'deletion'`,
  },
  from: `engine.history_job_log l
    LEFT JOIN engine.history_processes h ON h.id = l.instance_id
    LEFT JOIN engine.process_definitions p ON p.id = l.definition_id
    LEFT JOIN engine.job_definitions d ON d.id = ${jobDefinitionRef('l')}`,
  filters: {
    logId: equal('l.id'),
    jobId: equal('l.job_id'),
    jobExceptionMessage: equal('l.exception_message'),
    jobDefinitionId: equal(jobDefinitionRef('l')),
    jobDefinitionType: equal('d.job_type'),
    jobDefinitionConfiguration: equal('d.configuration'),
    activityIdIn: oneOf('l.activity_id'),
    failedActivityIdIn: oneOf('l.failed_activity_id'),
    executionIdIn: oneOf(executionRef('l')),
    processInstanceId: equal('l.instance_id'),
    processDefinitionId: equal('l.definition_id'),
    processDefinitionKey: equal('coalesce(p.key, h.definition_key)'),
    deploymentId: equal('p.deployment_id'),
    // Entries do not say where they were written.
    hostname: () => 'false',
    jobPriorityLowerThanOrEquals: compare('l.priority', '<='),
    jobPriorityHigherThanOrEquals: compare('l.priority', '>='),
    creationLog: when(`l.event = 'creation'`),
    failureLog: when(`l.event = 'failure'`),
    successLog: when(`l.event = 'success'`),
    deletionLog: when(`l.event = 'deletion'`),
    ...tenantFilters('p.tenant_id'),
  },
  sorts: {
    timestamp: 'l.at',
    jobId: 'l.job_id',
    jobDefinitionId: jobDefinitionRef('l'),
    jobDueDate: 'l.due_at',
    jobRetries: 'l.retries',
    jobPriority: 'l.priority',
    activityId: 'l.activity_id',
    executionId: 'l.execution_id',
    processInstanceId: 'l.instance_id',
    processDefinitionId: 'l.definition_id',
    processDefinitionKey: 'coalesce(p.key, h.definition_key)',
    deploymentId: 'p.deployment_id',
    hostname: 'l.sequence',
    // Camunda counts what happened to a job from its creation.
    occurrence: 'l.sequence',
    tenantId: 'p.tenant_id',
  },
  tieBreak: 'l.at, l.sequence',
});
