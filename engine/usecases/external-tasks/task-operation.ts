import type { ExternalTaskRow } from '../../store/external-tasks.ts';
import { toExecutionRef } from '../execution-ref.ts';
import { recordOperation } from '../history/record-operation.ts';
import type { PropertyChange } from '../history/record-operation.ts';
import type { Work } from '../step/work.ts';

/** Notes that somebody, not its worker, changed an external task. */
export function recordTaskOperation(
  work: Work,
  type: string,
  { id: externalTaskId, instanceId, executionId }: ExternalTaskRow,
  changes?: PropertyChange[],
): Promise<void> {
  return recordOperation(work, {
    externalTaskId,
    instanceId,
    executionId: toExecutionRef(instanceId, executionId),
    type,
    entity: 'ExternalTask',
    ...(changes ? { changes } : {}),
  });
}
