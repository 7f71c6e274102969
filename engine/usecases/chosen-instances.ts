import type { historicProcessInstanceList } from '../../schemas/camunda/history.ts';
import type { processInstanceList } from '../../schemas/camunda/process-instances.ts';
import type { ListRequest } from '../../schemas/camunda/list-query.ts';
import { historicProcessInstanceQuery } from '../store/queries/history-process-query.ts';
import { processInstanceQuery } from '../store/queries/process-instance-query.ts';
import { EngineError } from './errors.ts';
import type { Work } from './step/work.ts';

/** Instances by id, by queries, or both. */
export interface InstanceChoice {
  processInstanceIds?: string[] | null | undefined;
  processInstanceQuery?: ListRequest<(typeof processInstanceList)['filters']> | null | undefined;
  historicProcessInstanceQuery?:
    ListRequest<(typeof historicProcessInstanceList)['filters']> | null | undefined;
}

/**
 * The ids of the instances that are meant, each once and always in the same order, so that two requests for the same ones
 * cannot lock each other out.
 *
 * @throws EngineError 400 when there is none
 */
export async function chosenInstances(work: Work, choice: InstanceChoice): Promise<string[]> {
  const ids = await findInstances(work, choice);
  if (ids.length > 0) return ids;
  throw new EngineError(
    400,
    'BadUserRequestException',
    'Process instance ids cannot empty: process instance ids is empty',
    { code: 0 },
  );
}

/** As `chosenInstances`, which may be none. */
export async function findInstances({ tx, now }: Work, choice: InstanceChoice): Promise<string[]> {
  const { processInstanceQuery: running, historicProcessInstanceQuery: ever } = choice;
  const found = [
    ...(running ? await processInstanceQuery.list(tx, running, now) : []),
    ...(ever ? await historicProcessInstanceQuery.list(tx, ever, now) : []),
  ];
  return [...new Set([...(choice.processInstanceIds ?? []), ...found.map(({ id }) => String(id))])].sort();
}
