import type { FailedJob } from './record-job-failure.ts';
import { recordOperation } from '../history/record-operation.ts';
import type { PropertyChange } from '../history/record-operation.ts';
import type { Work } from '../step/work.ts';

/** Notes that somebody changed a job. */
export function recordJobOperation(
  work: Work,
  type: string,
  job: Pick<FailedJob, 'id' | 'instanceId' | 'definitionId'>,
  changes?: PropertyChange[],
): Promise<void> {
  const { id: jobId, instanceId, definitionId } = job;
  return recordOperation(work, {
    jobId,
    instanceId,
    definitionId,
    type,
    entity: 'Job',
    ...(changes ? { changes } : {}),
  });
}
