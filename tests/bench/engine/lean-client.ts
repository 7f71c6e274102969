import { Agent, request } from 'node:http';

/** A user task as `GET /task` lists it, as far as the benches look at it. */
export interface ListedTask {
  id: string;
  processInstanceId: string;
  taskDefinitionKey: string;
}

/** A REST client that costs as little as one can: what is measured shall be the engine. */
export class LeanClient {
  readonly url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });

  /**
   * Connects to nothing before the first request.
   *
   * @param url base address of the engine, ending in `/engine-rest`
   */
  constructor(url: string) {
    this.url = url;
  }

  get<Body>(path: string): Promise<Body> {
    return this.#send('GET', path);
  }

  post<Body>(path: string, body: unknown): Promise<Body> {
    return this.#send('POST', path, JSON.stringify(body));
  }

  /** Starts the newest version of a process. */
  start(key: string, businessKey: string, variables: Record<string, unknown> = {}): Promise<{ id: string }> {
    return this.post(`/process-definition/key/${key}/start`, { businessKey, variables: typed(variables) });
  }

  async deploy(files: Record<string, string>): Promise<void> {
    const form = new FormData();
    form.set('deployment-name', 'bench');
    for (const [name, text] of Object.entries(files)) form.set(name, new Blob([text]), name);
    const response = await fetch(`${this.url}/deployment/create`, { method: 'POST', body: form });
    if (!response.ok)
      throw new Error(`${this.url} refused ${Object.keys(files).join()}: ${await response.text()}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send<Body>(method: string, path: string, body?: string): Promise<Body> {
    const { promise, resolve, reject } = Promise.withResolvers<Body>();
    const headers =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(`${this.url}${path}`, { method, agent: this.#agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { statusCode = 0 } = response;
        if (statusCode >= 300) reject(new Error(`${method} ${path}: ${statusCode} ${text}`));
        else resolve((text === '' ? null : JSON.parse(text)) as Body);
      });
    });
    sent.on('error', reject);
    sent.end(body);
    return promise;
  }
}

/** Plain values as Camunda wants them written. */
export function typed(values: Record<string, unknown>): Record<string, { value: unknown }> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value instanceof Date
        ? { type: 'Date', value: value.toISOString().replace('Z', '+0000') }
        : Array.isArray(value)
          ? { type: 'Json', value: JSON.stringify(value) }
          : { value },
    ]),
  );
}
