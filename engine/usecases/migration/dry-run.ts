import type { InstanceForecast, MigrationForecast } from '../../../schemas/camunda/answers/migration.ts';
import { readSkips } from '../read-skips.ts';
import type { Skips } from '../../executors/port.ts';
import type { MigrationExecution } from '../../../schemas/camunda/migration.ts';
import { openActivitiesOf } from '../../store/activity-reads.ts';
import { chosenInstances } from '../chosen-instances.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { planMigration } from './migrate-instance.ts';
import type { InstanceReport } from './migrate-instance.ts';
import { preparePlan } from './plan.ts';
import type { PreparedPlan } from './plan.ts';

/** Says what a migration would do, instance by instance. @throws EngineError 400 when the plan itself is wrong */
export async function forecastMigration(
  engine: Engine,
  execution: MigrationExecution,
): Promise<MigrationForecast> {
  const { plan, ids } = await inTransaction(engine, async (work) => ({
    plan: await preparePlan(work, execution.migrationPlan),
    ids: await chosenInstances(work, execution),
  }));
  const skips = readSkips(execution);
  const trial = { ...plan, variables: withoutFiles(plan.variables) };
  const instances: InstanceForecast[] = [];
  // One after the other: no case is held up longer than its own forecast takes.
  for (const id of ids)
    instances.push(await inTransaction(engine, (work) => forecast(work, trial, id, skips)));
  return {
    sourceProcessDefinitionId: plan.source.id,
    targetProcessDefinitionId: plan.target.id,
    canMigrate: instances.filter(({ canMigrate }) => canMigrate).length,
    cannotMigrate: instances.filter(({ canMigrate }) => !canMigrate).length,
    activities: countEqual(instances.flatMap(({ moves }) => moves)),
    failures: countEqual(instances.flatMap(({ failures }) => failures)),
    instances,
  };
}

async function forecast(work: Work, plan: PreparedPlan, id: string, skips: Skips): Promise<InstanceForecast> {
  const nothing = { processInstanceId: id, businessKey: null, moves: [], begins: [] };
  try {
    const { instance, advance } = await planMigration(work, plan, id, skips);
    const targets = new Map(
      advance.effects.flatMap((effect) =>
        effect.kind === 'activity-migrated' ? [[effect.executionId, effect.activityId] as const] : [],
      ),
    );
    const open = await openActivitiesOf(work.tx, id);
    return {
      processInstanceId: id,
      businessKey: instance.businessKey,
      canMigrate: true,
      failures: [],
      moves: open.map(({ executionId, activityId }) => ({
        sourceActivityId: activityId,
        targetActivityId: targets.get(executionId) ?? null,
      })),
      begins: advance.effects.flatMap((effect) =>
        effect.kind === 'activity-started' ? [effect.activityId] : [],
      ),
    };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { ...nothing, canMigrate: false, failures: failuresOf(error) };
  }
}

function failuresOf(error: EngineError): InstanceForecast['failures'] {
  const report = error.extra['validationReport'] as InstanceReport | undefined;
  const found = [
    ...(report?.activityInstanceValidationReports ?? []),
    ...(report?.transitionInstanceValidationReports ?? []),
  ].flatMap(({ sourceScopeId, failures }) =>
    failures.map((message) => ({ activityId: sourceScopeId, message })),
  );
  return found.length > 0 ? found : [{ activityId: null, message: error.message }];
}

/** Files of a plan would be stored; for a forecast they do not matter. */
function withoutFiles(variables: PreparedPlan['variables']): PreparedPlan['variables'] {
  return Object.fromEntries(
    Object.entries(variables ?? {}).filter(([, { type }]) => type?.toLowerCase() !== 'file'),
  );
}

function countEqual<T extends object>(all: readonly T[]): (T & { instances: number })[] {
  const counted = new Map<string, T & { instances: number }>();
  for (const one of all) {
    const key = JSON.stringify(one);
    counted.set(key, { ...one, instances: (counted.get(key)?.instances ?? 0) + 1 });
  }
  return [...counted.values()];
}
