import { expect, inject } from 'vitest';
import { operatonContract } from './operaton-contract.ts';
import { ownContract } from './own-contract.ts';

/** An answer of the engine. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; the text when it is none; null when there is no body. */
  body: unknown;
}

/** A plain HTTP client of the engine's REST interface, for tests that look at statuses and bodies. */
export class EngineClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  async request(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return this.#answerOf(method, path, response);
  }

  /** The body of a successful request. */
  async get<T>(path: string): Promise<T> {
    const answer = await this.request('GET', path);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as T;
  }

  /** The body of a successful request. */
  async post<T>(path: string, body: unknown = {}): Promise<T> {
    const answer = await this.request('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body as T;
  }

  /** Deploys files by name and text. */
  async deploy(files: Record<string, string>, fields: Record<string, string> = {}): Promise<Deployment> {
    const answer = await this.tryToDeploy(files, fields);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as Deployment;
  }

  /** Deploys files, which may be refused. */
  async tryToDeploy(files: Record<string, string>, fields: Record<string, string> = {}): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ 'deployment-name': 'test', ...fields }))
      form.set(name, value);
    for (const [name, text] of Object.entries(files)) form.set(name, new Blob([text]), name);
    const response = await fetch(`${this.#url}/deployment/create`, {
      method: 'POST',
      body: form,
      headers: this.#headers,
    });
    return this.#answerOf('POST', '/deployment/create', response);
  }

  /**
   * Every answer is compared with what Operaton says it answers, where that description is at hand, and with what our own OpenAPI
   * document says, unless Operaton itself is asked.
   */
  async #answerOf(method: string, path: string, response: Response): Promise<Answer> {
    const { status, headers } = response;
    const body = parse(await response.text());
    const contentType = headers.get('content-type');
    const exchange = { method, path, status, contentType, body };
    expect(operatonContract?.(exchange) ?? [], `${method} ${path} answered ${status}`).toEqual([]);
    const problems = inject('operaton') ? [] : (await ownContract())(exchange);
    expect(problems, `by our OpenAPI document, ${method} ${path} answered ${status}`).toEqual([]);
    return { status, headers, body };
  }

  /** Starts the newest version of a process and answers the instance id. */
  async start(key: string, variables: Record<string, unknown> = {}, businessKey?: string): Promise<string> {
    const { id } = await this.post<{ id: string }>(`/process-definition/key/${key}/start`, {
      businessKey,
      variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    });
    return id;
  }

  /** Locks up to ten tasks of a topic for a worker. */
  fetchAndLock(
    topicName: string,
    workerId = 'worker',
    more: Record<string, unknown> = {},
  ): Promise<LockedTask[]> {
    return this.post('/external-task/fetchAndLock', {
      workerId,
      maxTasks: 10,
      ...more,
      topics: [{ topicName, lockDuration: 60_000 }],
    });
  }
}

export interface Deployment {
  id: string;
  deployedProcessDefinitions: Record<string, { id: string; key: string; version: number }> | null;
}

export interface LockedTask {
  id: string;
  processInstanceId: string;
  executionId: string;
  topicName: string;
  workerId: string;
  retries: number | null;
  businessKey: string | null;
  variables: Record<string, { type: string; value: unknown; valueInfo: Record<string, unknown> }>;
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
