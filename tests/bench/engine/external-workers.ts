import { Client, Variables } from 'camunda-external-task-client-js';
import { LeanClient, typed } from './lean-client.ts';

/** A task in the hands of a worker of the bench. */
export interface WorkedTask {
  topic: string;
  processInstanceId: string;
  businessKey: string | null;
  /** The variables asked for that the task has. */
  variables: Record<string, unknown>;
}

/** What the workers of a bench do. */
export interface Work {
  /** The result variables of each topic. */
  topics: Record<string, Record<string, unknown>>;
  /** Variables the engine sends along. */
  variables: string[];
  /** Called when the engine has taken a completion. */
  onDone: (task: WorkedTask) => void;
  onError: (error: unknown) => void;
}

/** Works all tasks of the topics until stopped. */
export type StartWorkers = (url: string, work: Work) => { stop: () => Promise<void> };

/** Tasks of one fetch. */
const MAX_TASKS = 32;
const LOCK_MS = 120_000;
const WAIT_MS = 5_000;
/** Pause of the stock client between fetches; its default of 300 ms would be what is measured. */
const STOCK_PAUSE_MS = 2;

/** The client most workers of the Camunda family use. */
export const startStockWorkers: StartWorkers = (url, work) => {
  const client = new Client({
    baseUrl: url,
    workerId: 'bench-stock',
    maxTasks: MAX_TASKS,
    interval: STOCK_PAUSE_MS,
    asyncResponseTimeout: WAIT_MS,
    lockDuration: LOCK_MS,
    maxParallelExecutions: MAX_TASKS,
    autoPoll: true,
  });
  for (const [topic, results] of Object.entries(work.topics)) {
    client.subscribe(topic, { variables: work.variables }, async ({ task, taskService }) => {
      const variables = new Variables();
      for (const [name, value] of Object.entries(results)) variables.set(name, value);
      await taskService.complete(task, variables);
      work.onDone({
        topic,
        processInstanceId: task.processInstanceId ?? '',
        businessKey: task.businessKey,
        variables: task.variables.getAll(),
      });
    });
  }
  client.on('complete:error', (_task, error) => work.onError(error));
  client.on('poll:error', (error) => work.onError(error));
  return {
    stop: async () => {
      client.stop();
      // Its last fetch is still waiting for an answer.
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    },
  };
};

interface FetchedTask {
  id: string;
  topicName: string;
  processInstanceId: string;
  businessKey: string | null;
  variables: Record<string, { value: unknown }>;
}

/** The same work with a client that costs next to nothing. */
export const startLeanWorkers: StartWorkers = (url, work) => {
  const client = new LeanClient(url);
  let isStopped = false;
  const complete = async (task: FetchedTask): Promise<void> => {
    const { id, topicName: topic, processInstanceId, businessKey } = task;
    await client.post(`/external-task/${id}/complete`, {
      workerId: 'bench-lean',
      variables: typed(work.topics[topic] ?? {}),
    });
    const variables = Object.entries(task.variables).map(([name, { value }]) => [name, value] as const);
    work.onDone({ topic, processInstanceId, businessKey, variables: Object.fromEntries(variables) });
  };
  const topics = Object.keys(work.topics).map((topicName) => ({
    topicName,
    lockDuration: LOCK_MS,
    variables: work.variables,
  }));
  const poll = async (): Promise<void> => {
    while (!isStopped) {
      const tasks = await client.post<FetchedTask[]>('/external-task/fetchAndLock', {
        workerId: 'bench-lean',
        maxTasks: MAX_TASKS,
        asyncResponseTimeout: WAIT_MS,
        topics,
      });
      for (const task of tasks) complete(task).catch(work.onError);
    }
  };
  const polling = poll().catch(work.onError);
  return {
    stop: async () => {
      isStopped = true;
      await polling;
      client.close();
    },
  };
};
