/** An engine over REST, as the comparison needs it; Camunda's interface, whoever serves it. */
export interface EngineApi {
  /** Who it is, for messages. */
  readonly name: string;
  get: <T>(path: string) => Promise<T>;
  /** Answers the status too: both engines may refuse, and must do so alike. */
  post: (path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
  /** Of what is not there as well: nothing is said. */
  remove: (path: string) => Promise<void>;
  deploy: (files: Record<string, string>) => Promise<{ status: number; body: unknown }>;
}

/** @param url - base address, ending in `/engine-rest` */
export function createEngineApi(name: string, url: string): EngineApi {
  const request = async (path: string, init: RequestInit): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  const post: EngineApi['post'] = (path, body = {}) =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    name,
    post,
    async get<T>(path: string) {
      const { status, body } = await request(path, { method: 'GET' });
      if (status !== 200) throw new Error(`${name}: GET ${path}: ${status} ${JSON.stringify(body)}`);
      return body as T;
    },
    async remove(path) {
      await request(path, { method: 'DELETE' });
    },
    deploy(files) {
      const form = new FormData();
      form.set('deployment-name', 'differential');
      for (const [file, text] of Object.entries(files)) form.set(file, new Blob([text]), file);
      return request('/deployment/create', { method: 'POST', body: form });
    },
  };
}
