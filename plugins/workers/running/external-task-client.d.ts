/** The part of the stock client that is used here; the package ships no types. */
declare module 'camunda-external-task-client-js' {
  import type { EventEmitter } from 'node:events';

  /** Process variables, typed as the engine types them. */
  export class Variables {
    constructor(initial?: Record<string, unknown>);
    getAll(): Record<string, unknown>;
    setAll(values: Record<string, unknown>): this;
  }
  export interface Task {
    id: string;
    topicName: string;
    processInstanceId: string;
    activityId: string;
    retries: number | null;
    variables: Variables;
  }
  export interface TaskService {
    complete(task: Task, variables?: Variables): Promise<void>;
    handleFailure(
      task: Task,
      options: { errorMessage: string; errorDetails?: string; retries: number; retryTimeout: number },
    ): Promise<void>;
    handleBpmnError(task: Task, code: string, message?: string, variables?: Variables): Promise<void>;
    extendLock(task: Task, newDurationMs: number): Promise<void>;
    unlock(task: Task): Promise<void>;
  }
  export interface RequestOptions {
    json?: Record<string, unknown>;
    headers?: Record<string, string>;
    [option: string]: unknown;
  }
  export interface ClientOptions {
    baseUrl: string;
    workerId: string;
    maxTasks: number;
    maxParallelExecutions: number;
    interval: number;
    lockDuration: number;
    asyncResponseTimeout: number;
    autoPoll: boolean;
    interceptors?: (options: RequestOptions) => RequestOptions;
  }
  /** Polls an engine for external tasks and hands them to their subscribers. */
  export class Client extends EventEmitter {
    constructor(options: ClientOptions);
    /** Tasks whose outcome has not been told to the engine yet. */
    readonly activeTasksCount: number;
    start(): void;
    stop(): void;
    subscribe(
      topic: string,
      options: { variables?: string[]; lockDuration?: number },
      handler: (call: { task: Task; taskService: TaskService }) => Promise<void>,
    ): void;
  }
}
