import type { JobDefinition } from '../../../schemas/camunda/answers/jobs.ts';
import type { jobDefinitionList } from '../../../schemas/camunda/jobs.ts';
import { equal, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import { tenantFiltersWith } from './tenant-conditions.ts';

/** Where definitions make jobs. */
export const jobDefinitionQuery = listSource<
  (typeof jobDefinitionList)['filters'],
  (typeof jobDefinitionList)['sorts'][number],
  JobDefinition
>({
  columns: {
    id: 'd.id',
    processDefinitionId: 'd.definition_id',
    processDefinitionKey: 'p.key',
    jobType: 'd.job_type',
    jobConfiguration: 'd.configuration',
    activityId: 'd.activity_id',
    suspended: 'd.suspended',
    overridingJobPriority: 'd.priority',
    tenantId: 'p.tenant_id',
    deploymentId: 'p.deployment_id',
  },
  from: 'engine.job_definitions d JOIN engine.process_definitions p ON p.id = d.definition_id',
  filters: {
    jobDefinitionId: equal('d.id'),
    activityIdIn: oneOf('d.activity_id'),
    processDefinitionId: equal('d.definition_id'),
    processDefinitionKey: equal('p.key'),
    jobType: equal('d.job_type'),
    jobConfiguration: equal('d.configuration'),
    active: when('NOT d.suspended'),
    suspended: when('d.suspended'),
    withOverridingJobPriority: when('d.priority IS NOT NULL'),
    ...tenantFiltersWith('includeJobDefinitionsWithoutTenantId', 'p.tenant_id'),
  },
  sorts: {
    jobDefinitionId: 'd.id',
    activityId: 'd.activity_id',
    processDefinitionId: 'd.definition_id',
    processDefinitionKey: 'p.key',
    jobType: 'd.job_type',
    jobConfiguration: 'd.configuration',
    tenantId: 'p.tenant_id',
  },
  tieBreak: 'd.definition_id, d.activity_id, d.id',
});
