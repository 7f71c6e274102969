import type {
  CleanableBatches,
  CleanableDecisionInstances,
  CleanableProcessInstances,
} from '../../../schemas/camunda/answers/history.ts';
import type {
  cleanableBatchReport,
  cleanableDecisionReport,
  cleanableInstanceReport,
} from '../../../schemas/camunda/history-reports.ts';
import { oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import { tenantFilters } from './tenant-conditions.ts';

const compact = when('r.finished > 0 OR r.cleanable > 0');

/** How many instances of each definition ended, and how many of them the next clean-up removes. */
export const cleanableInstanceQuery = listSource<
  (typeof cleanableInstanceReport)['filters'],
  (typeof cleanableInstanceReport)['sorts'][number],
  CleanableProcessInstances
>({
  columns: {
    processDefinitionId: 'r.id',
    processDefinitionKey: 'r.key',
    processDefinitionName: 'r.name',
    processDefinitionVersion: 'r.version',
    historyTimeToLive: 'r.history_ttl_days',
    finishedProcessInstanceCount: 'r.finished',
    cleanableProcessInstanceCount: 'r.cleanable',
    tenantId: 'r.tenant_id',
  },
  from: `(SELECT p.*, count(h.ended_at) AS finished, count(h.id) FILTER (WHERE h.removal_at <= {now}) AS cleanable
      FROM engine.process_definitions p LEFT JOIN engine.history_processes h ON h.definition_id = p.id
     GROUP BY p.id) r`,
  filters: {
    processDefinitionIdIn: oneOf('r.id'),
    processDefinitionKeyIn: oneOf('r.key'),
    ...tenantFilters('r.tenant_id'),
    compact,
  },
  sorts: { finished: 'r.finished' },
  tieBreak: 'r.key, r.version, r.id',
});

/** As `cleanableInstanceQuery`, of decisions: they go with the instances they were made in. */
export const cleanableDecisionQuery = listSource<
  (typeof cleanableDecisionReport)['filters'],
  (typeof cleanableDecisionReport)['sorts'][number],
  CleanableDecisionInstances
>({
  columns: {
    decisionDefinitionId: 'r.id',
    decisionDefinitionKey: 'r.key',
    decisionDefinitionName: 'r.name',
    decisionDefinitionVersion: 'r.version',
    historyTimeToLive: 'r.history_ttl_days',
    finishedDecisionInstanceCount: 'r.finished',
    cleanableDecisionInstanceCount: 'r.cleanable',
    tenantId: 'r.tenant_id',
  },
  from: `(SELECT d.*, count(e.id) AS finished, count(e.id) FILTER (WHERE h.removal_at <= {now}) AS cleanable
      FROM engine.decision_definitions d LEFT JOIN engine.history_decisions e ON e.decision_id = d.id
      LEFT JOIN engine.history_processes h ON h.id = e.instance_id
     GROUP BY d.id) r`,
  filters: {
    decisionDefinitionIdIn: oneOf('r.id'),
    decisionDefinitionKeyIn: oneOf('r.key'),
    ...tenantFilters('r.tenant_id'),
    compact,
  },
  sorts: { finished: 'r.finished' },
  tieBreak: 'r.key, r.version, r.id',
});

/** How many batches of each type ended; their records stay until somebody deletes them. */
export const cleanableBatchQuery = listSource<
  (typeof cleanableBatchReport)['filters'],
  (typeof cleanableBatchReport)['sorts'][number],
  CleanableBatches
>({
  columns: {
    batchType: 'r.type',
    historyTimeToLive: 'NULL',
    finishedBatchesCount: 'r.finished',
    cleanableBatchesCount: '0',
  },
  from: '(SELECT type, count(ended_at) AS finished FROM engine.batches GROUP BY type) r',
  filters: {},
  sorts: { finished: 'r.finished' },
  tieBreak: 'r.type',
});
