import type {
  MigratedInstance,
  MigrationStatus,
  UndoneInstance,
} from '../../../schemas/camunda/answers/migration.ts';
import { failedItems } from '../../store/batches.ts';
import { closeIncidents } from '../../store/incidents.ts';
import { findInstance, lockTree } from '../../store/load-instances.ts';
import {
  commitBatch,
  dropPendingItems,
  findMigrationBatch,
  markUndone,
  migrationItems,
} from '../../store/migration-batches.ts';
import type { MigrationBatchRow, MigrationItemRow } from '../../store/migration-batches.ts';
import { deleteSnapshots, findSnapshots, restoreSnapshot } from '../../store/migration-snapshots.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { restoreVariables } from './restore-variables.ts';

/** How a migration in the background stands, instance by instance. @throws EngineError 404 when there is none */
export function readMigration(engine: Engine, id: string): Promise<MigrationStatus> {
  return inTransaction(engine, async (work) => {
    const batch = await requireBatch(work, id);
    const items = await migrationItems(work.tx, id);
    const state = batch.committedAt
      ? 'committed'
      : batch.endedAt
        ? 'done'
        : batch.suspended
          ? 'suspended'
          : 'running';
    return {
      id,
      sourceProcessDefinitionId: batch.sourceDefinitionId,
      targetProcessDefinitionId: batch.targetDefinitionId,
      state,
      startTime: batch.createdAt,
      endTime: batch.endedAt,
      commitTime: batch.committedAt,
      instances: items.map((item) => describe(item, batch)),
    };
  });
}

/** Makes a migration final: what is kept to undo it is removed. @throws EngineError 404 */
export function commitMigration(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    await requireBatch(work, id);
    await commitBatch(work.tx, id, work.now);
    await deleteSnapshots(work.tx, id, null);
  });
}

/**
 * Moves instances of a migration back to the version, tokens and tasks they had; those not moved yet stay. One that has moved
 * on since stays as well, and the answer says so.
 *
 * @throws EngineError 404 when there is no such migration, 400 when it was committed
 */
export async function undoMigration(engine: Engine, id: string): Promise<UndoneInstance[]> {
  const moved = await inTransaction(engine, async (work) => {
    const batch = await requireBatch(work, id);
    if (batch.committedAt) {
      throw new EngineError(
        400,
        'BadUserRequestException',
        `Migration '${id}' was committed: it cannot be undone`,
        {
          code: 0,
        },
      );
    }
    await closeIncidents(work.tx, await failedItems(work.tx, id), 'deleted', work.now);
    await dropPendingItems(work.tx, id);
    return (await migrationItems(work.tx, id)).filter(({ state }) => state === 'done');
  });
  const undone: UndoneInstance[] = [];
  for (const { instanceId } of moved) {
    undone.push(await inTransaction(engine, (work) => undoOne(work, id, instanceId)));
  }
  return undone;
}

async function undoOne(work: Work, batchId: string, id: string): Promise<UndoneInstance> {
  const { tx } = work;
  await lockTree(tx, id);
  const instance = await findInstance(tx, id);
  const snapshots = await findSnapshots(tx, batchId, id);
  const reason = whyNot({
    isRunning: instance !== undefined,
    hasSnapshot: snapshots !== undefined,
    isUntouched: instance?.revision === snapshots?.after.instance.revision,
  });
  const isDeployed = snapshots && (await findDefinition(tx, snapshots.before.instance.definition_id));
  if (reason === null && !isDeployed) {
    return { processInstanceId: id, undone: false, problems: ['The version it had is no longer deployed.'] };
  }
  if (reason !== null || !snapshots)
    return { processInstanceId: id, undone: false, problems: [reason ?? ''] };
  await restoreSnapshot(tx, id, snapshots);
  const problems = await restoreVariables(work, id, {
    before: snapshots.before.variables,
    after: snapshots.after.variables,
  });
  await deleteSnapshots(tx, batchId, id);
  await markUndone(tx, batchId, id, problems.length > 0 ? problems.join(' ') : null);
  return { processInstanceId: id, undone: true, problems };
}

function describe(item: MigrationItemRow, { committedAt }: MigrationBatchRow): MigratedInstance {
  const reason =
    item.state !== 'done'
      ? 'It was not moved, or was moved back.'
      : committedAt
        ? 'The migration was committed.'
        : whyNot(item);
  return {
    processInstanceId: item.instanceId,
    businessKey: item.businessKey,
    state: item.state === 'done' ? 'moved' : item.state,
    message: item.message,
    canBeUndone: reason === null,
    reason,
  };
}

function whyNot(item: { isRunning: boolean; hasSnapshot: boolean; isUntouched: boolean }): string | null {
  if (!item.isRunning) return 'The instance has ended since.';
  if (!item.hasSnapshot) return 'The variables of the plan made the instance go on at once.';
  return item.isUntouched ? null : 'The instance has moved on since.';
}

async function requireBatch(work: Work, id: string): Promise<MigrationBatchRow> {
  const batch = await findMigrationBatch(work.tx, id);
  if (batch) return batch;
  throw invalidRequest(`Migration with id '${id}' does not exist`, 404);
}
