import type { externalTaskList } from '../../../schemas/camunda/external-tasks.ts';
import type { jobList } from '../../../schemas/camunda/jobs.ts';
import type { ListRequest } from '../../../schemas/camunda/list-query.ts';
import { externalTaskQuery } from '../../store/queries/external-task-query.ts';
import { jobQuery } from '../../store/queries/job-query.ts';
import { chosenInstances, findInstances } from '../chosen-instances.ts';
import type { InstanceChoice } from '../chosen-instances.ts';
import type { Work } from '../step/work.ts';

/** External tasks by id, by a query, or all of some instances. */
export interface ExternalTaskChoice extends InstanceChoice {
  externalTaskIds?: string[] | null | undefined;
  externalTaskQuery?: ListRequest<(typeof externalTaskList)['filters']> | null | undefined;
}

/** The ids of the external tasks that are meant. */
export async function chosenExternalTasks(work: Work, choice: ExternalTaskChoice): Promise<string[]> {
  const ids = [...(choice.externalTaskIds ?? [])];
  const find = async (request: ListRequest<(typeof externalTaskList)['filters']>): Promise<void> => {
    for (const { id } of await externalTaskQuery.list(work.tx, request, work.now)) ids.push(String(id));
  };
  if (choice.externalTaskQuery) await find(choice.externalTaskQuery);
  const processInstanceIdIn = await findInstances(work, choice);
  if (processInstanceIdIn.length > 0) {
    await find({ filters: { processInstanceIdIn }, sorting: [], firstResult: 0, maxResults: undefined });
  }
  return ids;
}

/** The jobs of some instances. @throws EngineError 400 when no instance is meant */
export async function jobsOfInstances(work: Work, choice: InstanceChoice): Promise<string[]> {
  const processInstanceIds = await chosenInstances(work, choice);
  const all = { filters: { processInstanceIds }, sorting: [], firstResult: 0, maxResults: undefined };
  return (await jobQuery.list(work.tx, all, work.now)).map(({ id }) => String(id));
}

/** Jobs by id or by a query. */
export interface JobChoice {
  jobIds?: string[] | null | undefined;
  jobQuery?: ListRequest<(typeof jobList)['filters']> | null | undefined;
}

/** The ids of the jobs that are meant. */
export async function chosenJobs(work: Work, { jobIds, jobQuery: query }: JobChoice): Promise<string[]> {
  const found = query ? await jobQuery.list(work.tx, query, work.now) : [];
  return [...(jobIds ?? []), ...found.map(({ id }) => String(id))];
}
