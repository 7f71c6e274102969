import type { HistoricIncident } from '../../../schemas/camunda/answers/jobs.ts';
import type { historicIncidentList } from '../../../schemas/camunda/history.ts';
import { jobDefinitionRef } from '../job-definitions.ts';
import { compare, equal, like, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import { executionRef, failedActivityOf } from './shown-references.ts';
import { tenantFilters } from './tenant-conditions.ts';

/** The definition of the job that failed, as the log of jobs tells it. */
const jobDefinition = `(SELECT ${jobDefinitionRef('l')} FROM engine.history_job_log l
  WHERE x.type = 'failedJob' AND l.job_id = x.configuration LIMIT 1)`;

/** Incidents, open and closed. */
export const historicIncidentQuery = listSource<
  (typeof historicIncidentList)['filters'],
  (typeof historicIncidentList)['sorts'][number],
  HistoricIncident
>({
  columns: {
    id: 'x.id',
    processDefinitionKey: 'p.key',
    processDefinitionId: 'x.definition_id',
    processInstanceId: 'x.instance_id',
    executionId: executionRef('x'),
    rootProcessInstanceId: 'h.root_id',
    createTime: 'x.created_at',
    endTime: 'x.ended_at',
    removalTime: 'h.removal_at',
    incidentType: 'x.type',
    activityId: 'x.activity_id',
    failedActivityId: failedActivityOf,
    causeIncidentId: 'x.cause_id',
    rootCauseIncidentId: 'x.root_cause_id',
    configuration: 'x.configuration',
    historyConfiguration: 'NULL',
    incidentMessage: 'x.message',
    tenantId: 'p.tenant_id',
    jobDefinitionId: jobDefinition,
    open: `x.state = 'open'`,
    deleted: `x.state = 'deleted'`,
    resolved: `x.state = 'resolved'`,
    annotation: 'x.annotation',
  },
  from: `engine.history_incidents x LEFT JOIN engine.history_processes h ON h.id = x.instance_id
    LEFT JOIN engine.process_definitions p ON p.id = x.definition_id`,
  filters: {
    incidentId: equal('x.id'),
    incidentType: equal('x.type'),
    incidentMessage: equal('x.message'),
    incidentMessageLike: like('x.message'),
    processDefinitionId: equal('x.definition_id'),
    processDefinitionKey: equal('p.key'),
    processDefinitionKeyIn: oneOf('p.key'),
    processInstanceId: equal('x.instance_id'),
    executionId: equal(executionRef('x')),
    createTimeBefore: compare('x.created_at', '<'),
    createTimeAfter: compare('x.created_at', '>'),
    endTimeBefore: compare('x.ended_at', '<'),
    endTimeAfter: compare('x.ended_at', '>'),
    activityId: equal('x.activity_id'),
    failedActivityId: equal(failedActivityOf),
    causeIncidentId: equal('x.cause_id'),
    rootCauseIncidentId: equal('x.root_cause_id'),
    configuration: equal('x.configuration'),
    // Incidents do not say which entry of a log they came from.
    historyConfiguration: () => 'false',
    jobDefinitionIdIn: oneOf(jobDefinition),
    open: when(`x.state = 'open'`),
    resolved: when(`x.state = 'resolved'`),
    deleted: when(`x.state = 'deleted'`),
    ...tenantFilters('p.tenant_id'),
  },
  sorts: {
    incidentId: 'x.id',
    incidentMessage: 'x.message',
    createTime: 'x.created_at',
    endTime: 'x.ended_at',
    incidentType: 'x.type',
    executionId: 'x.execution_id',
    activityId: 'x.activity_id',
    processInstanceId: 'x.instance_id',
    processDefinitionId: 'x.definition_id',
    processDefinitionKey: 'p.key',
    causeIncidentId: 'x.cause_id',
    rootCauseIncidentId: 'x.root_cause_id',
    configuration: 'x.configuration',
    historyConfiguration: 'x.id',
    tenantId: 'p.tenant_id',
    incidentState: 'x.state',
  },
  tieBreak: 'x.created_at, x.id',
});
