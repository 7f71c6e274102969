import { insertJobs } from '../../store/jobs.ts';
import type { DefinitionChoice } from '../start-instance.ts';
import { JOB_RETRIES } from '../step/persist-changes.ts';
import type { Work } from '../step/work.ts';
import type { JobDefinitionSelection } from './suspend-jobs.ts';

/** Letting definitions rest, or go on. */
export type PlannedChange =
  | { kind: 'definition'; choice: DefinitionChoice; suspended: boolean; includeInstances: boolean }
  | { kind: 'job-definition'; selection: JobDefinitionSelection; suspended: boolean; includeJobs: boolean };

/**
 * Leaves a change of definitions to a job that is due at `at`.
 *
 * @param definitionId a definition that is meant: with it the job goes.
 */
export async function planChange(
  work: Work,
  at: Date,
  definitionId: string,
  change: PlannedChange,
): Promise<void> {
  await insertJobs(work.tx, [
    {
      id: work.engine.newId(),
      instanceId: null,
      definitionId,
      executionId: null,
      activityId: null,
      dueAt: at,
      cycleExpression: null,
      cycleRemaining: null,
      retries: JOB_RETRIES,
      createdAt: work.now,
      change,
    },
  ]);
  work.hasFreshJobs ||= at <= work.now;
}
