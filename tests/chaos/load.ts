import { setTimeout as sleep } from 'node:timers/promises';
import { FACTORS, chaosCase, startVariables } from './chaos-case.ts';
import type { Random } from '../support/random.ts';
import type { PatientClient, Reply } from './patient-client.ts';
import type { Tallies } from './tallies.ts';

/** Everybody who drives the cases of a run. */
export interface Load {
  client: PatientClient;
  tallies: Tallies;
  /** What must not happen and did. */
  faults: string[];
  /** Aborted when nothing is left to do. */
  over: AbortSignal;
  /** Workers that were given a task, by task. */
  deliveries: Map<string, string[]>;
}

interface LockedTask {
  id: string;
  topicName: string;
  variables: Record<string, { value: unknown } | undefined>;
}

const TOPICS = ['prepare', 'send', 'visit', 'match', 'sum'].map((name) => `chaos-${name}`);

/** Short, so that what a killed engine had handed out is soon handed out again. */
const LOCK_MS = 5_000;

/** Runs `step` again and again until the load is over; a step that throws is a fault and ends the loop. */
export async function keepDoing(load: Load, name: string, step: () => Promise<void>): Promise<void> {
  try {
    while (!load.over.aborted) await step();
  } catch (error) {
    if (!load.over.aborted) load.faults.push(`${name}: ${(error as Error).message}`);
  }
}

/** Starts a case once, although a start cannot be repeated blindly: whoever got no answer looks first. */
export async function startCase({ client }: Load, number: number): Promise<void> {
  const started = chaosCase(number);
  const variables = asVariables(startVariables(started));
  const { businessKey } = started;
  for (;;) {
    const reply = await client.once('POST', '/process-definition/key/chaos/start', {
      businessKey,
      variables,
    });
    if (reply.status === 200) return;
    await sleep(500);
    const path = `/history/process-instance/count?processDefinitionKey=chaos&processInstanceBusinessKey=${businessKey}`;
    if ((await client.get<{ count: number }>(path)).count > 0) return;
  }
}

/** Of how many tasks one is dropped, as by a worker that dies. */
const DROPPED_SHARE = 0.03;

/** Fetches and completes a few tasks as the worker `workerId`; drops one now and then. */
export async function work(load: Load, workerId: string, random: Random): Promise<void> {
  const { client, deliveries, tallies } = load;
  const { status, body } = await client.send('POST', '/external-task/fetchAndLock', {
    workerId,
    maxTasks: 5,
    asyncResponseTimeout: 2_000,
    topics: TOPICS.map((topicName) => ({ topicName, lockDuration: LOCK_MS })),
  });
  if (status !== 200) throw new Error(`fetchAndLock answered ${status}: ${JSON.stringify(body)}`);
  for (const task of body as LockedTask[]) {
    deliveries.set(task.id, [...(deliveries.get(task.id) ?? []), workerId]);
    if (random.chance(DROPPED_SHARE)) {
      tallies.count('tasks a worker dropped');
      continue;
    }
    const variables = resultOf(task);
    const reply = await client.send('POST', `/external-task/${task.id}/complete`, { workerId, variables });
    if (reply.status !== 204) judgeRefusal(load, task, workerId, reply);
  }
}

/** A worker that was too slow finds its task with another one, or done by another one; nothing else may refuse it. */
function judgeRefusal(load: Load, task: LockedTask, workerId: string, { status, body }: Reply): void {
  const others = (load.deliveries.get(task.id) ?? []).filter((other) => other !== workerId);
  const isHandedOver = status === 400 || (status === 404 && others.length > 0);
  if (isHandedOver) load.tallies.count('completions of a worker that lost its lock');
  else load.faults.push(`Completing ${task.topicName} ${task.id}: ${status} ${JSON.stringify(body)}`);
}

function resultOf({ topicName, variables }: LockedTask): Record<string, unknown> {
  const valueOf = (name: string) => Number(variables[name]?.value);
  switch (topicName) {
    case 'chaos-prepare':
      return asVariables({ prepared: valueOf('number') * FACTORS.prepared });
    case 'chaos-send':
      return asVariables({ sent: valueOf('number') * FACTORS.sent });
    case 'chaos-match':
      return asVariables({ matched: valueOf('number') * FACTORS.matched });
    case 'chaos-sum':
      return asVariables({
        total: Object.keys(FACTORS).reduce((sum, name) => sum + valueOf(name), 0),
      });
    default:
      return {};
  }
}

/** Takes a few open tasks as a person and completes those nobody else took first. */
export async function clearInbox(load: Load, userId: string): Promise<void> {
  const { client } = load;
  const tasks = await client.get<{ id: string; taskDefinitionKey: string }[]>(
    '/task?taskDefinitionKeyIn=review,choose&unassigned=true&sortBy=created&sortOrder=asc&maxResults=10',
  );
  if (tasks.length === 0) await sleep(100);
  for (const { id, taskDefinitionKey } of tasks) {
    const claim = await client.send('POST', `/task/${id}/claim`, { userId });
    if (claim.status !== 204) load.tallies.count('tasks another person took first');
    else await completeTask(load, id, taskDefinitionKey === 'review' ? 'reviewed' : 'chosen');
  }
}

async function completeTask(
  { client, faults }: Load,
  id: string,
  name: 'reviewed' | 'chosen',
): Promise<void> {
  const seen = await client.send('GET', `/task/${id}/form-variables?variableNames=number`);
  const { number } = seen.body as { number?: { value: number } };
  const variables = asVariables({ [name]: (number?.value ?? 0) * FACTORS[name] });
  const reply = await client.send('POST', `/task/${id}/complete`, { variables });
  if (reply.status !== 204 && !reply.isRepeated) {
    faults.push(`Completing user task ${id}: ${reply.status} ${JSON.stringify(reply.body)}`);
  }
}

/** Answers a few cases that wait for a message, each twice at once: one of the two must find nobody waiting. */
export async function answerCases(load: Load): Promise<void> {
  const { client } = load;
  const waiting = await client.get<{ processInstanceId: string }[]>(
    '/event-subscription?eventName=ChaosAnswer&maxResults=10',
  );
  if (waiting.length === 0) await sleep(100);
  for (const { processInstanceId } of waiting) {
    const { number } = await client.get<{ number: { value: number } }>(
      `/process-instance/${processInstanceId}/variables`,
    );
    const message = {
      messageName: 'ChaosAnswer',
      processInstanceId,
      processVariables: asVariables({ answered: number.value * FACTORS.answered }),
    };
    const replies = await Promise.all([1, 2].map(() => client.send('POST', '/message', message)));
    const delivered = replies.filter(({ status }) => status === 204).length;
    const isCertain = replies.every(({ isRepeated }) => !isRepeated);
    if (delivered > 1 || (isCertain && delivered !== 1)) {
      load.faults.push(`A message sent twice was delivered ${delivered} times: ${JSON.stringify(replies)}`);
    }
  }
}

/** Completes the tasks of all held cases; each must be there to complete. */
export async function releaseHeld({ client }: Load): Promise<void> {
  const tasks = await client.get<{ id: string }[]>('/task?taskDefinitionKey=hold');
  for (const { id } of tasks) {
    const { status, body } = await client.send('POST', `/task/${id}/complete`, {});
    if (status !== 204) throw new Error(`Releasing ${id} answered ${status}: ${JSON.stringify(body)}`);
  }
}

function asVariables(values: Record<string, unknown>): Record<string, { value: unknown }> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}
