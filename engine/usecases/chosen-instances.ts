import type { processInstanceList } from '../../schemas/camunda/process-instances.ts';
import type { ListRequest } from '../../schemas/camunda/list-query.ts';
import { processInstanceQuery } from '../store/queries/process-instance-query.ts';
import { EngineError } from './errors.ts';
import type { Work } from './step/work.ts';

/** Instances by id, by a query, or both. */
export interface InstanceChoice {
  processInstanceIds?: string[] | null | undefined;
  processInstanceQuery?: ListRequest<(typeof processInstanceList)['filters']> | null | undefined;
}

/**
 * The ids of the instances that are meant, each once and always in the same order, so that two requests for the same ones
 * cannot lock each other out.
 *
 * @throws EngineError 400 when there is none
 */
export async function chosenInstances(work: Work, choice: InstanceChoice): Promise<string[]> {
  const ids = new Set(choice.processInstanceIds ?? []);
  if (choice.processInstanceQuery) {
    const rows = await processInstanceQuery.list(work.tx, choice.processInstanceQuery, work.now);
    for (const { id } of rows) ids.add(String(id));
  }
  if (ids.size > 0) return [...ids].sort();
  throw new EngineError(
    400,
    'BadUserRequestException',
    'Process instance ids cannot empty: process instance ids is empty',
    { code: 0 },
  );
}
