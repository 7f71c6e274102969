import type { Exchange } from '../support/operaton-contract.ts';
import { inSomeOrder, normalise, normaliseText } from './normalise.ts';

/** One request and its answer, without what differs from run to run. */
export interface RecordedReply {
  request: string;
  status: number;
  body: unknown;
}

/** Asks an engine and notes its answers. */
export class Recorder {
  readonly replies: RecordedReply[] = [];
  readonly #url: string;
  readonly #look: (exchange: Exchange) => void;

  /**
   * @param url base address, ending in `/engine-rest`
   * @param look is shown each answer as it came
   */
  constructor(url: string, look: (exchange: Exchange) => void = () => undefined) {
    this.#url = url;
    this.#look = look;
  }

  /** Asks and notes the answer. Returns it as it came, for the requests that follow. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.#send(method, path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return answer as T;
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.ask<T>('PUT', path, body);
  }

  /** Sends a form of texts. */
  sendForm<T>(path: string, fields: Record<string, string>): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return this.#send('POST', path, { method: 'POST', body: form }) as Promise<T>;
  }

  /** Deploys files by name and text. */
  deploy<T>(name: string, files: Record<string, string>, fields: Record<string, string> = {}): Promise<T> {
    const form = new FormData();
    for (const [field, value] of Object.entries({ 'deployment-name': name, ...fields }))
      form.set(field, value);
    for (const [file, text] of Object.entries(files)) form.set(file, new Blob([text]), file);
    return this.#send('POST', '/deployment/create', { method: 'POST', body: form }) as Promise<T>;
  }

  async #send(method: string, path: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, init);
    const body = parse(await response.text());
    this.#look({
      method,
      path,
      status: response.status,
      contentType: response.headers.get('content-type'),
      body,
    });
    const isOrdered = path.includes('sortBy=');
    const noted = normalise(body);
    this.replies.push({
      request: `${method} ${normaliseText(path)}`,
      status: response.status,
      body: isOrdered ? noted : inSomeOrder(noted),
    });
    return body;
  }
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
