import { lockTreeAt } from '../../store/load-instances.ts';
import { findJobForUpdate } from '../../store/jobs.ts';
import type { LeasedJob } from '../../store/jobs.ts';
import type { Work } from '../step/work.ts';

/** Locks a job together with the case around it. */
export async function takeJob({ tx }: Work, id: string): Promise<LeasedJob | undefined> {
  const [, job] = await Promise.all([lockTreeAt(tx, { kind: 'job', id }), findJobForUpdate(tx, id)]);
  return job;
}
