import { lastVariables } from '../../store/history.ts';
import { loadScopes } from '../../store/variables.ts';
import type { StartedInstance } from './create-instance.ts';
import { settle } from './settle.ts';
import type { Work } from './work.ts';

/** Does what fresh instances asked for beyond themselves, and answers how each stands then: what it called may have ended it. */
export async function settleStarted(work: Work, started: StartedInstance[]): Promise<StartedInstance[]> {
  const isDone = work.pending.length === 0;
  await settle(work);
  if (isDone) return started;
  return Promise.all(started.map((instance) => asItStands(work, instance)));
}

async function asItStands({ tx, touched }: Work, instance: StartedInstance): Promise<StartedInstance> {
  if (instance.ended) return instance;
  const { id } = instance;
  const ended = touched.get(id) === 'ended';
  const variables = ended ? await lastVariables(tx, id) : ((await loadScopes(tx, id))[id] ?? {});
  return { ...instance, ended, variables };
}
