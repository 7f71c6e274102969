import type { DirectusServer } from './directus-server.ts';

/** An answer of Directus: status and whatever its body says. */
export interface Answered {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Speaks to a Directus of a test as one person or machine. */
export interface DirectusClient {
  get: (path: string) => Promise<Answered>;
  post: (path: string, body?: unknown) => Promise<Answered>;
  patch: (path: string, body: unknown) => Promise<Answered>;
}

/** A client with this token; without one nobody is signed in. */
export function clientOf(directus: DirectusServer, token: string | null): DirectusClient {
  const call = async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const response = await fetch(directus.url + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body ?? {}),
    patch: (path, body) => call('PATCH', path, body),
  };
}

/** The codes of the errors in an answer. */
export function codesOf({ body }: Answered): string[] {
  return (body?.errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code);
}
