/** What the contract tests use of the stock client beyond the part the workers use. */
declare module 'camunda-external-task-client-js' {
  interface Variables {
    get(name: string): unknown;
    set(name: string, value: unknown): this;
  }
  interface Task {
    businessKey: string | null;
  }
  interface TaskService {
    complete(task: Task, variables: Variables, localVariables: Variables): Promise<void>;
    handleFailure(
      task: Task,
      options: { errorMessage: string; retries?: number; retryTimeout?: number },
    ): Promise<void>;
    lock(task: Task, durationMs: number): Promise<void>;
  }
  interface Client {
    subscribe(topic: string, handler: (call: HandlerArgs) => Promise<void>): void;
  }
  export interface HandlerArgs {
    task: Task;
    taskService: TaskService;
  }
  /** A file on disk to send, or one that the engine keeps. */
  export class File {
    constructor(options: { localPath: string; mimetype?: string; encoding?: string });
    readonly filename: string;
    readonly content: Uint8Array;
    load(): Promise<this>;
  }
}
