import { setTimeout as sleep } from 'node:timers/promises';
import type { StartWorkers, WorkedTask } from './external-workers.ts';
import { LeanClient, typed } from './lean-client.ts';
import type { ListedTask } from './lean-client.ts';

/** A process that people and workers lead to its end. */
export interface DrivenProcess {
  key: string;
  /** Variables at the start. */
  start: (businessKey: string) => Record<string, unknown>;
  /** Results of external tasks by topic. */
  topics: Record<string, Record<string, unknown>>;
  /** Results of user tasks by element id; left out: none. */
  userTasks: Record<string, Record<string, unknown>>;
  /** Variables workers ask for. */
  workerVariables: string[];
  /** Topic after which people have something to do, with what happens outside of the engine before that. */
  outside?: Record<string, (client: LeanClient, task: WorkedTask) => Promise<unknown>>;
  /** The external task whose completion is the end. */
  lastTopic: string;
}

/** How many to drive. */
export interface Drive {
  instances: number;
  /** Instances open at once. */
  atOnce: number;
  startWorkers: StartWorkers;
}

/** An engine that cannot join two branches after so many tries is broken. */
const MAX_ATTEMPTS = 100;

/** Before another try, at most: two branches that try again at the same moment would meet again. */
const MAX_PAUSE_MS = 100;

let runs = 0;

/** Leads instances from start to end; answers how many seconds all took. */
export async function driveProcesses(url: string, process: DrivenProcess, drive: Drive): Promise<number> {
  runs += 1;
  const run = new Run(url, process, `bench-${globalThis.process.pid}-${runs}`);
  const workers = drive.startWorkers(url, {
    topics: process.topics,
    variables: process.workerVariables,
    onDone: (task) => run.workerDone(task),
    onError: (error) => run.fail(error),
  });
  try {
    const from = performance.now();
    let next = 0;
    const oneAfterTheOther = async () => {
      while (next < drive.instances) await run.instance((next += 1));
    };
    await Promise.race([run.failed, Promise.all(Array.from({ length: drive.atOnce }, oneAfterTheOther))]);
    return (performance.now() - from) / 1_000;
  } finally {
    await workers.stop();
    run.close();
  }
}

class Run {
  readonly failed: Promise<never>;
  readonly fail: (error: unknown) => void;
  readonly #client: LeanClient;
  readonly #process: DrivenProcess;
  readonly #name: string;
  readonly #ended = new Map<string, () => void>();
  /** User tasks that are being completed or were. */
  readonly #taken = new Set<string>();

  constructor(url: string, process: DrivenProcess, name: string) {
    this.#client = new LeanClient(url);
    this.#process = process;
    this.#name = name;
    const { promise, reject } = Promise.withResolvers<never>();
    this.failed = promise;
    this.fail = reject;
    promise.catch(() => undefined);
  }

  async instance(number: number): Promise<void> {
    const businessKey = `${this.#name}-${number}`;
    const ended = new Promise<void>((resolve) => this.#ended.set(businessKey, resolve));
    await this.#client.start(this.#process.key, businessKey, this.#process.start(businessKey));
    await ended;
  }

  workerDone(task: WorkedTask): void {
    if (task.topic === this.#process.lastTopic) {
      this.#ended.get(task.businessKey ?? '')?.();
      this.#ended.delete(task.businessKey ?? '');
      return;
    }
    this.#follow(task).catch(this.fail);
  }

  close(): void {
    this.#client.close();
  }

  /** Somebody opens the inbox when a worker is done and does what is there, until nothing is left. */
  async #follow(task: WorkedTask): Promise<void> {
    await this.#process.outside?.[task.topic]?.(this.#client, task);
    const path = `/task?processInstanceBusinessKey=${task.businessKey ?? ''}`;
    for (;;) {
      const tasks = await this.#client.get<ListedTask[]>(path);
      const open = tasks.filter(({ id }) => !this.#taken.has(id));
      if (open.length === 0) return;
      await Promise.all(open.map((found) => this.#complete(found)));
    }
  }

  async #complete({ id, taskDefinitionKey }: ListedTask): Promise<unknown> {
    this.#taken.add(id);
    const variables = typed(this.#process.userTasks[taskDefinitionKey] ?? {});
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#client.post(`/task/${id}/complete`, { variables });
      } catch (error) {
        // Two branches of one case that join at once: an engine may ask one of them to try again.
        if (attempt === MAX_ATTEMPTS || !/OptimisticLocking/.test(String(error))) throw error;
        await sleep(Math.random() * MAX_PAUSE_MS);
      }
    }
  }
}
