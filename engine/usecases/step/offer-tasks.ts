import type { FetchedTask } from '../../store/fetch-external-tasks.ts';
import { handOver } from '../../store/hand-over.ts';
import type { Claim } from '../waiting-workers.ts';
import type { FreshTask, Work } from './work.ts';

/** What a transaction has for workers; exactly one of the two is called when it is over. */
export interface Offers {
  /** After the commit: workers get their tasks, and hear of those nobody was waiting for. */
  deliver: () => void;
  /** Nothing was kept: workers look for themselves. */
  withdraw: () => void;
}

/** A worker that is to get a task, and the task once it is locked for it. */
interface Offer {
  claim: Claim;
  locked?: FetchedTask;
}

/** Hands fresh tasks to workers that wait for them in this process, those with the highest priority first. */
export function offerTasks({ engine, tx, now, freshTasks, freshTopics }: Work): Offers {
  const offers: Offer[] = [];
  const topics = new Set(freshTopics);
  for (const { id, topic } of freshTasks.toSorted(byPriority)) {
    const claim = engine.waitingWorkers.claim(topic);
    if (!claim) {
      topics.add(topic);
      continue;
    }
    const offer: Offer = { claim };
    offers.push(offer);
    const { workerId, lockDurationMs, variableNames } = claim;
    const lockExpiresAt = new Date(now.getTime() + lockDurationMs);
    void handOver(
      tx,
      { taskId: id, workerId, lockExpiresAt, variableNames },
      (task) => (offer.locked = task),
    );
  }
  return {
    deliver: () => {
      for (const { claim, locked } of offers) claim.settle(locked);
      if (topics.size > 0) engine.waitingWorkers.announce(topics);
    },
    withdraw: () => {
      for (const { claim } of offers.splice(0)) claim.settle();
    },
  };
}

const byPriority = (one: FreshTask, other: FreshTask): number => other.priority - one.priority;
