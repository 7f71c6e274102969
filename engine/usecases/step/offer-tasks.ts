import type { ExternalTaskRow } from '../../store/external-tasks.ts';
import type { FetchedTask } from '../../store/fetch-external-tasks.ts';
import type { InstanceFacts } from '../../store/instances.ts';
import type { Claim } from '../waiting-workers.ts';
import type { Work } from './work.ts';

/** The instance around a task, as its worker hears of it. */
export type InstanceOfTask = Pick<
  InstanceFacts,
  'id' | 'businessKey' | 'definitionId' | 'definitionKey' | 'definitionVersionTag' | 'tenantId'
>;

/** A task that is stored as locked for a worker which waits for it. */
export interface Offer {
  claim: Claim;
  task: ExternalTaskRow;
  instance: InstanceOfTask;
}

/**
 * Locks fresh tasks for workers that wait for them in this process, those with the highest priority first; answers the tasks as
 * they are to be stored. The workers hear of them after the commit.
 */
export function offerTasks(
  work: Work,
  instance: InstanceOfTask,
  tasks: readonly ExternalTaskRow[],
): ExternalTaskRow[] {
  return tasks.toSorted(byPriority).map((task) => {
    const claim = work.engine.waitingWorkers.claim(task.topic);
    if (!claim) {
      work.freshTopics.add(task.topic);
      return task;
    }
    const lockExpiresAt = new Date(work.now.getTime() + claim.lockDurationMs);
    const locked = { ...task, workerId: claim.workerId, lockExpiresAt };
    work.offers.push({ claim, task: locked, instance });
    return locked;
  });
}

const byPriority = (one: ExternalTaskRow, other: ExternalTaskRow): number => other.priority - one.priority;

/** Nothing comes of offers whose tasks closed within the transaction; of all of an instance when no executions are given. */
export function withdrawOffers(
  { offers }: Work,
  instanceId: string,
  executionIds?: ReadonlySet<string>,
): void {
  const isClosed = ({ task }: Offer): boolean =>
    task.instanceId === instanceId && (executionIds?.has(task.executionId) ?? true);
  for (const { claim } of offers.filter(isClosed)) claim.settle();
  offers.splice(0, offers.length, ...offers.filter((offer) => !isClosed(offer)));
}

/** After the commit: workers get their tasks, and hear of those nobody was waiting for. */
export function deliverOffers({ engine, offers, freshTopics, scopes }: Work): void {
  for (const { claim, task, instance } of offers.splice(0)) {
    const fetched: FetchedTask = {
      ...task,
      businessKey: instance.businessKey,
      processDefinitionId: instance.definitionId,
      processDefinitionKey: instance.definitionKey,
      processDefinitionVersionTag: instance.definitionVersionTag,
      tenantId: instance.tenantId,
      scopes: scopes.get(instance.id) ?? {},
    };
    claim.settle(fetched);
  }
  if (freshTopics.size > 0) engine.waitingWorkers.announce(freshTopics);
}

/** Nothing was kept: workers look for themselves. */
export function cancelOffers({ offers }: Work): void {
  for (const { claim } of offers.splice(0)) claim.settle();
}
