import { z } from 'zod';
import {
  EngineIdentityLink,
  EngineInstance,
  EngineTask,
  EngineTaskHistory,
  EngineVariable,
  engineDateOf,
} from '../engine/engine-answers.ts';
import type { EngineClient } from '../engine/engine-client.ts';

/** Page of a full listing. */
const PAGE = 500;

/** People may make tasks in the engine that belong to no case; they are not ours to show. */
const AnyTask = z.union([EngineTask, z.object({ processInstanceId: z.null() })]);

const ofCases = (tasks: z.output<typeof AnyTask>[]): EngineTask[] =>
  tasks.filter((task): task is EngineTask => task.processInstanceId !== null);

/** What a task of the engine says beyond its own row. */
export interface TaskContext {
  businessKey: string | null;
  candidateGroup: string | null;
  referralId: string | null;
}

/** Open tasks created after a moment, oldest first. */
export async function tasksCreatedAfter(engine: EngineClient, moment: Date): Promise<EngineTask[]> {
  const tasks = await engine.get(
    '/task',
    { createdAfter: engineDateOf(moment), sortBy: 'created', sortOrder: 'asc', maxResults: String(PAGE) },
    z.array(AnyTask),
  );
  return ofCases(tasks);
}

/** Tasks that ended after a moment, however they ended. */
export function tasksFinishedAfter(engine: EngineClient, moment: Date): Promise<EngineTaskHistory[]> {
  return engine.get('/history/task', { finishedAfter: engineDateOf(moment) }, z.array(EngineTaskHistory));
}

/** How one task ended; undefined when the engine never had it or has forgotten it. */
export async function taskHistory(
  engine: EngineClient,
  taskId: string,
): Promise<EngineTaskHistory | undefined> {
  const [found] = await engine.get('/history/task', { taskId }, z.array(EngineTaskHistory));
  return found;
}

/** Every open task. */
export async function allOpenTasks(engine: EngineClient): Promise<EngineTask[]> {
  const all: EngineTask[] = [];
  for (let firstResult = 0; ; firstResult += PAGE) {
    const page = await engine.get(
      '/task',
      { firstResult: String(firstResult), maxResults: String(PAGE), sortBy: 'created', sortOrder: 'asc' },
      z.array(AnyTask),
    );
    all.push(...ofCases(page));
    if (page.length < PAGE) return all;
  }
}

/** Case, group and referral of a task. */
export async function contextOf(engine: EngineClient, task: EngineTask): Promise<TaskContext> {
  const [instances, links, visible] = await Promise.all([
    engine.get('/process-instance', { processInstanceIds: task.processInstanceId }, z.array(EngineInstance)),
    engine.get(`/task/${task.id}/identity-links`, { type: 'candidate' }, z.array(EngineIdentityLink)),
    // What the task itself sees: beside it, in the same instance, each referral that runs has a variable of this name.
    engine.get(
      `/task/${task.id}/form-variables`,
      { variableNames: 'referralId', deserializeValues: 'false' },
      z.record(z.string(), EngineVariable),
    ),
  ]);
  const referralId = visible['referralId']?.value;
  return {
    businessKey: instances[0]?.businessKey ?? null,
    candidateGroup: links.find(({ groupId }) => groupId)?.groupId ?? null,
    referralId: typeof referralId === 'string' ? referralId : null,
  };
}
