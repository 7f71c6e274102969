import { lockTree } from '../../store/instances.ts';
import { findJobForUpdate, instanceOfJob } from '../../store/jobs.ts';
import type { LeasedJob } from '../../store/jobs.ts';
import type { Work } from '../step/work.ts';

/** Locks a job together with the case around it. */
export async function takeJob(work: Work, id: string): Promise<LeasedJob | undefined> {
  const seen = await instanceOfJob(work.tx, id);
  if (seen?.instanceId) await lockTree(work.tx, seen.instanceId);
  return findJobForUpdate(work.tx, id);
}
