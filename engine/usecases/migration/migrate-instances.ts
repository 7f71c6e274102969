import { readSkips } from '../read-skips.ts';
import type {
  MigrationInstruction,
  MigrationPlanReport,
} from '../../../schemas/camunda/answers/migration.ts';
import type { MigrationExecution, MigrationPlan } from '../../../schemas/camunda/migration.ts';
import { chosenInstances } from '../chosen-instances.ts';
import type { Engine } from '../engine.ts';
import { migrationOperation } from '../history/operations-on-many.ts';
import { recordOperation } from '../history/record-operation.ts';
import { settle } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import { migrateInstance } from './migrate-instance.ts';
import { checkPlan, loadVersions, preparePlan, toWireInstruction } from './plan.ts';

/** Instructions for all activities that are equal in two versions. @throws EngineError 400 for an unknown definition */
export function generatePlan(
  engine: Engine,
  ids: { sourceId: string | null | undefined; targetId: string | null | undefined },
  updateEventTriggers: boolean,
): Promise<MigrationInstruction[]> {
  return inTransaction(engine, async (work) => {
    const { migrator, models } = await loadVersions(work, ids);
    return migrator.generate(models.source, models.target, updateEventTriggers).map(toWireInstruction);
  });
}

/** What is wrong with a plan. @throws EngineError 400 for an unknown definition */
export function validatePlan(engine: Engine, plan: MigrationPlan): Promise<MigrationPlanReport> {
  return inTransaction(engine, async (work) => (await checkPlan(work, plan)).report);
}

/**
 * Moves instances to another version, all or none.
 *
 * @throws EngineError 400 with a report for a plan that is wrong or does not fit an instance, 500 (sic) for an instance that
 * does not run or runs another version.
 */
export function migrateInstances(engine: Engine, execution: MigrationExecution): Promise<void> {
  return inTransaction(engine, async (work) => {
    const plan = await preparePlan(work, execution.migrationPlan);
    const ids = await chosenInstances(work, execution);
    for (const id of ids) await migrateInstance(work, plan, id, readSkips(execution));
    await settle(work);
    const extent = { count: ids.length, isAsync: false };
    await recordOperation(work, migrationOperation(execution.migrationPlan, extent));
  });
}
