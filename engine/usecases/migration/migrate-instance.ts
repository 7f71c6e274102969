import type { Skips } from '../../executors/port.ts';
import type {
  ActivityInstanceFailures,
  Advance,
  AdvanceContext,
  VariableScopes,
} from '../../executors/port.ts';
import { saveState } from '../../store/instances.ts';
import { findInstance, lockTree } from '../../store/load-instances.ts';
import type { InstanceRow } from '../../store/instances.ts';
import { moveToDefinition } from '../../store/migrated-rows.ts';
import { loadScopes } from '../../store/variables.ts';
import { EngineError, ExecutionFailed, processEngineException } from '../errors.ts';
import { toExecutionRef } from '../execution-ref.ts';
import { persistOutcome } from '../step/advance.ts';
import { collectChanges } from '../step/collect-changes.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { PreparedPlan } from './plan.ts';

/** What of one instance a plan cannot take along, as Camunda reports it. */
export interface InstanceReport {
  processInstanceId: string;
  failures: string[];
  activityInstanceValidationReports: {
    migrationInstruction: null;
    activityInstanceId: string;
    sourceScopeId: string;
    failures: string[];
  }[];
  transitionInstanceValidationReports: {
    migrationInstruction: null;
    transitionInstanceId: string;
    sourceScopeId: string;
    failures: string[];
  }[];
}

/** An instance with where it would stand after the migration; nothing is written yet. */
export interface PlannedMigration {
  instance: InstanceRow;
  scopes: VariableScopes;
  advance: Advance;
}

/**
 * Moves an instance to the version of the plan. Call `settle` afterwards.
 *
 * @throws EngineError 500 (sic) when it does not run or runs another version, 400 with a report when the plan leaves one of
 * its activities without a place.
 * @returns true when a condition on the variables of the plan moved it on at once
 */
export async function migrateInstance(
  work: Work,
  plan: PreparedPlan,
  id: string,
  skips: Skips,
): Promise<boolean> {
  const { instance, scopes, advance } = await planMigration(work, plan, id, skips);
  const changes = collectChanges(advance.effects, id, work.now);
  await moveToDefinition(work.tx, id, plan.target);
  if (!changes.ended) await saveState(work.tx, { ...instance, state: advance.state });
  const {
    id: definitionId,
    key: definitionKey,
    versionTag: definitionVersionTag,
    deploymentId,
  } = plan.target;
  const migrated = { ...instance, definitionId, definitionKey, definitionVersionTag, deploymentId };
  await persistOutcome(work, migrated, scopes, changes);
  const { ended, signals, escalations, endedActivities } = changes;
  return (
    ended !== null ||
    signals.length + escalations.length > 0 ||
    endedActivities.some(({ canceled }) => !canceled)
  );
}

/** Works out what a migration of one instance would do. @throws as `migrateInstance` */
export async function planMigration(
  work: Work,
  { source, target, migrator, order, variables }: PreparedPlan,
  id: string,
  skips: Skips,
): Promise<PlannedMigration> {
  const rootId = await lockTree(work.tx, id);
  const instance = rootId === undefined ? undefined : await findInstance(work.tx, id);
  if (rootId === undefined || !instance) throw cannot(id, '003', 'The process instance does not exist');
  if (instance.definitionId !== source.id) {
    throw cannot(
      id,
      '002',
      `Its process definition '${instance.definitionId}' does not match the source process definition of the migration plan '${source.id}'`,
    );
  }
  const failures = migrator.checkInstance(order, instance.state);
  if (failures.length > 0) throw invalid(id, failures);
  const scopes = await loadScopes(work.tx, id);
  const what = { variables: await takeVariables(work, rootId, variables), ...skips };
  const context: AdvanceContext = {
    instanceId: id,
    businessKey: instance.businessKey,
    definitionId: target.id,
    definitionKey: target.key,
    isCalled: instance.superId !== null,
    variables: scopes,
    now: work.now,
    newId: work.engine.newId,
  };
  try {
    return { instance, scopes, advance: migrator.migrate(order, instance.state, what, context) };
  } catch (error) {
    throw new ExecutionFailed(error);
  }
}

function cannot(id: string, number: string, why: string): EngineError {
  return processEngineException(`ENGINE-23${number} Process instance '${id}' cannot be migrated. ${why}`);
}

function invalid(id: string, found: readonly ActivityInstanceFailures[]): EngineError {
  const named = found.map((one) => ({
    ...one,
    instanceId: one.executionId === id ? id : toExecutionRef(id, one.executionId),
  }));
  const lines = named.map(
    ({ instanceId, isTransition, failures }) =>
      `\tCannot migrate ${isTransition ? 'transition' : 'activity'} instance '${instanceId}':\n${failures.map((failure) => `\t\t${failure}\n`).join('')}`,
  );
  const common = ({ activityId, failures }: ActivityInstanceFailures) => ({
    migrationInstruction: null,
    sourceScopeId: activityId,
    failures,
  });
  const validationReport: InstanceReport = {
    processInstanceId: id,
    failures: [],
    activityInstanceValidationReports: named
      .filter(({ isTransition }) => !isTransition)
      .map((one) => ({ ...common(one), activityInstanceId: one.instanceId })),
    transitionInstanceValidationReports: named
      .filter(({ isTransition }) => isTransition)
      .map((one) => ({ ...common(one), transitionInstanceId: one.instanceId })),
  };
  return new EngineError(
    400,
    'MigratingProcessInstanceValidationException',
    `ENGINE-23004 Cannot migrate process instance '${id}':\n${lines.join('')}`,
    { code: 0, extra: { validationReport } },
  );
}
