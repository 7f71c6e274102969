import { lockTree } from '../../store/load-instances.ts';
import { insertSnapshots, readSnapshot } from '../../store/migration-snapshots.ts';
import type { Work } from '../step/work.ts';

/** Keeps how an instance stands before and after its migration, so that it can be undone. */
export async function withSnapshots(
  work: Work,
  batchId: string,
  instanceId: string,
  migrate: () => Promise<boolean>,
): Promise<void> {
  const { tx } = work;
  // One that does not run has no state to keep; the migration says so.
  if ((await lockTree(tx, instanceId)) === undefined) {
    await migrate();
    return;
  }
  const before = await readSnapshot(tx, instanceId);
  // What moved on at once cannot be taken back.
  if (await migrate()) return;
  await insertSnapshots(tx, batchId, instanceId, { before, after: await readSnapshot(tx, instanceId) });
}
