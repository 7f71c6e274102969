import { readSkips } from '../read-skips.ts';
import type { Skips } from '../../executors/port.ts';
import type { MigrationPlan } from '../../../schemas/camunda/migration.ts';
import { deliverToInstance } from '../events/correlate-message.ts';
import { setRetriesOfTask } from '../external-tasks/set-retries.ts';
import { setRemovalTimeOf } from '../history/set-removal-time.ts';
import type { RemovalTimeChoice } from '../history/set-removal-time.ts';
import { endInstanceFromOutside, forgetInstance } from '../instances/delete-instance.ts';
import type { Removal } from '../instances/delete-instance.ts';
import { suspendOne } from '../instances/suspend-instances.ts';
import { migrateInstance } from '../migration/migrate-instance.ts';
import { preparePlan } from '../migration/plan.ts';
import { withSnapshots } from '../migration/snapshots.ts';
import { modifyOf } from '../modification/modify-instance.ts';
import type { InstanceModification } from '../modification/modify-instance.ts';
import { restartInstance } from '../modification/restart-instances.ts';
import type { Restart } from '../modification/restart-instances.ts';
import { settle } from '../step/settle.ts';
import type { Work } from '../step/work.ts';
import { setRetriesOfJob } from '../timers/change-job.ts';
import { setVariablesOfInstance } from '../variables/change-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';

/** What a batch does with each of its items; the types are Camunda's. */
export type BatchWork =
  | ({ type: 'instance-migration'; plan: MigrationPlan } & Skips)
  | { type: 'instance-modification'; definitionId: string; modification: InstanceModification }
  | { type: 'instance-restart'; restart: Restart }
  | ({ type: 'instance-deletion' } & Removal)
  | { type: 'instance-update-suspension-state'; suspended: boolean }
  | { type: 'set-variables'; variables: VariableInputs }
  | { type: 'correlate-message'; messageName: string; variables: VariableInputs }
  | { type: 'historic-instance-deletion'; reason: string | null }
  | { type: 'process-set-removal-time'; removal: RemovalTimeChoice }
  | { type: 'set-external-task-retries'; retries: number }
  | { type: 'set-job-retries'; retries: number; dueDate: string | null };

/** Does the work of one item in the transaction that marks it as done. @throws EngineError when it cannot be done */
export async function doBatchWork(
  work: Work,
  batchId: string,
  targetId: string,
  what: BatchWork,
): Promise<void> {
  switch (what.type) {
    case 'instance-migration': {
      const plan = await preparePlan(work, what.plan);
      return withSnapshots(work, batchId, targetId, async () => {
        const hasMovedOn = await migrateInstance(work, plan, targetId, readSkips(what));
        await settle(work);
        return hasMovedOn;
      });
    }
    case 'instance-modification':
      return modifyOf(work, what.definitionId, targetId, what.modification);
    case 'instance-restart':
      return restartInstance(work, targetId, what.restart);
    case 'instance-deletion':
      return endInstanceFromOutside(work, targetId, what);
    case 'instance-update-suspension-state':
      await suspendOne(work, targetId, what.suspended);
      return;
    case 'set-variables':
      return setVariablesOfInstance(work, targetId, what.variables);
    case 'correlate-message': {
      const { messageName, variables: processVariables } = what;
      return deliverToInstance(work, { messageName, processVariables, processInstanceId: targetId });
    }
    case 'historic-instance-deletion':
      await forgetInstance(work, targetId);
      return;
    case 'process-set-removal-time':
      return setRemovalTimeOf(work, targetId, what.removal);
    case 'set-external-task-retries':
      await setRetriesOfTask(work, targetId, what.retries);
      return;
    case 'set-job-retries':
      await setRetriesOfJob(work, targetId, what.retries, what.dueDate ? new Date(what.dueDate) : undefined);
      return;
  }
}
