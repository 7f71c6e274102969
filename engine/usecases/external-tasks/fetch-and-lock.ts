import type { Variables } from '../../executors/port.ts';
import { fetchAndLockTasks } from '../../store/fetch-external-tasks.ts';
import type { FetchedTask, TopicRequest } from '../../store/fetch-external-tasks.ts';
import { visibleVariables } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { unlockExternalTask } from './lock-external-task.ts';

/** How often a waiting fetch looks by itself: for locks and pauses that ran out, which nobody announces. */
const RECHECK_MS = 3_000;

/** What a worker asks for one topic. */
export interface TopicSubscription extends TopicRequest {
  /** Names of the variables to send; left out: all that the task sees. */
  variables?: string[] | undefined;
  /** Only variables of the task's own scope. */
  localVariables: boolean;
  includeExtensionProperties: boolean;
}

/** What a worker asks for. */
export interface FetchRequest {
  workerId: string;
  maxTasks: number;
  usePriority: boolean;
  createTimeOrder?: 'asc' | 'desc' | undefined;
  topics: TopicSubscription[];
  /** How long to wait for a task when there is none; 0 answers at once. */
  waitMs: number;
  /** Aborted when the worker hung up: nothing is locked for it any more. */
  caller?: AbortSignal | undefined;
}

/** A locked task with the variables its worker asked for. */
export interface LockedTask {
  task: FetchedTask;
  variables: Variables;
  extensionProperties: Record<string, string> | null;
}

/** Locks free tasks for a worker, waiting for some if asked to. Answers with none when the wait or the engine ends. */
export async function fetchAndLock(engine: Engine, request: FetchRequest): Promise<LockedTask[]> {
  if (request.topics.length === 0 || request.maxTasks <= 0) return [];
  const waitingFetch = { ...request, variableNames: namesOf(request.topics) };
  const deadline = performance.now() + request.waitMs;
  for (;;) {
    if (request.caller?.aborted) return [];
    const remainingMs = deadline - performance.now();
    // The wait begins before looking, so that a task committed in between still ends it.
    const wait =
      remainingMs > 0
        ? engine.waitingWorkers.wait(waitingFetch, Math.min(remainingMs, RECHECK_MS))
        : undefined;
    let tasks = await fetchNow(engine, waitingFetch).catch((error: unknown) => {
      wait?.stop();
      throw error;
    });
    const isLastLook = !wait || engine.waitingWorkers.isClosed;
    if (tasks.length > 0 || isLastLook) wait?.stop();
    else {
      wait.takeTasks();
      tasks = await wait.over;
    }
    if (tasks.length > 0 || isLastLook)
      return request.caller?.aborted
        ? giveBack(engine, tasks)
        : tasks.map((task) => forWorker(task, request));
  }
}

/** The worker hung up while its tasks were being locked: another one need not wait for the locks to run out. */
async function giveBack(engine: Engine, tasks: FetchedTask[]): Promise<[]> {
  for (const { id } of tasks) await unlockExternalTask(engine, id);
  return [];
}

/** Others who take the same tasks at the same moment leave fewer each time; whoever loses so often waits for its turn. */
const MAX_LOOKS = 5;

async function fetchNow(
  engine: Engine,
  request: FetchRequest & { variableNames: string[] | null },
): Promise<FetchedTask[]> {
  for (let look = 1; ; look += 1) {
    const { tasks, missed } = await fetchAndLockTasks(engine.database, request.topics, {
      ...request,
      now: engine.clock(),
    });
    if (!missed || look === MAX_LOOKS) return tasks;
  }
}

/** Names of all variables any of the topics asks for; null when one of them wants all. */
function namesOf(topics: TopicSubscription[]): string[] | null {
  const names = topics.flatMap(({ variables }) => variables ?? []);
  return topics.every(({ variables }) => variables !== undefined) ? names : null;
}

function forWorker(task: FetchedTask, { topics }: FetchRequest): LockedTask {
  const subscription = topics.find(({ topicName }) => topicName === task.topic);
  const path = subscription?.localVariables ? task.scopePath.slice(-1) : task.scopePath;
  return {
    task,
    variables: pick(visibleVariables(task.scopes, path), subscription?.variables),
    extensionProperties: subscription?.includeExtensionProperties ? task.extensionProperties : null,
  };
}

function pick(variables: Variables, names: string[] | undefined): Variables {
  if (!names) return variables;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
}
