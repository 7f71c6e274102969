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
  const topics = new Set(request.topics.map((topic) => topic.topicName));
  if (topics.size === 0 || request.maxTasks <= 0) return [];
  const deadline = performance.now() + request.waitMs;
  for (;;) {
    if (request.caller?.aborted) return [];
    const remainingMs = deadline - performance.now();
    // The wait begins before looking, so that a task committed in between still ends it.
    const wait =
      remainingMs > 0
        ? engine.wakeups.wait(topics, Math.min(remainingMs, RECHECK_MS), request.caller)
        : undefined;
    const tasks = await fetchNow(engine, request).catch((error: unknown) => {
      wait?.stop();
      throw error;
    });
    if (tasks.length > 0 || !wait || engine.wakeups.isClosed) {
      wait?.stop();
      return request.caller?.aborted ? giveBack(engine, tasks) : tasks;
    }
    await wait.over;
  }
}

/** The worker hung up while its tasks were being locked: another one need not wait for the locks to run out. */
async function giveBack(engine: Engine, tasks: LockedTask[]): Promise<LockedTask[]> {
  for (const { task } of tasks) await unlockExternalTask(engine, task.id);
  return [];
}

/** Others who take the same tasks at the same moment leave fewer each time; whoever loses so often waits for its turn. */
const MAX_LOOKS = 5;

async function fetchNow(engine: Engine, request: FetchRequest): Promise<LockedTask[]> {
  const subscriptions = new Map(request.topics.map((topic) => [topic.topicName, topic]));
  const variableNames = namesOf(request.topics);
  for (let look = 1; ; look += 1) {
    const { tasks, missed } = await fetchAndLockTasks(engine.database, request.topics, {
      ...request,
      variableNames,
      now: engine.clock(),
    });
    if (!missed || look === MAX_LOOKS)
      return tasks.map((task) => forWorker(task, subscriptions.get(task.topic)));
  }
}

/** Names of all variables any of the topics asks for; null when one of them wants all. */
function namesOf(topics: TopicSubscription[]): string[] | null {
  const names = topics.flatMap(({ variables }) => variables ?? []);
  return topics.every(({ variables }) => variables !== undefined) ? names : null;
}

function forWorker(task: FetchedTask, subscription: TopicSubscription | undefined): LockedTask {
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
