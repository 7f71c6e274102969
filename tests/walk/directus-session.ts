/** One person logged in to Directus, acting over REST as the inbox does. */
export interface DirectusSession {
  email: string;
  token: string;
  get: <Answer = unknown>(path: string) => Promise<Answer>;
  send: <Answer = unknown>(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ) => Promise<Answer>;
}

/** An answer of Directus that is not 2xx: status and the coded errors. */
export class DirectusRefusal extends Error {
  readonly status: number;
  readonly errors: { message: string; extensions: { code: string; field?: string } }[];

  constructor(status: number, path: string, body: unknown) {
    const errors = (body as { errors?: DirectusRefusal['errors'] } | null)?.errors ?? [];
    super(`${path} answered ${status}: ${errors.map((error) => error.message).join('; ')}`);
    this.name = 'DirectusRefusal';
    this.status = status;
    this.errors = errors;
  }
}

/** Logs in and returns a session that sends the access token with each call. */
export async function logIn(directusUrl: string, email: string, password: string): Promise<DirectusSession> {
  const answer = await call(`${directusUrl}/auth/login`, 'POST', { email, password });
  return sessionWith(directusUrl, (answer as { access_token: string }).access_token, email);
}

/** A session with a token that is known already. */
export function sessionWith(directusUrl: string, token: string, email = 'token'): DirectusSession {
  return {
    ...{ email, token },
    get: <Answer>(path: string) => call(`${directusUrl}${path}`, 'GET', undefined, token) as Promise<Answer>,
    send: <Answer>(method: string, path: string, body?: unknown) =>
      call(`${directusUrl}${path}`, method, body, token) as Promise<Answer>,
  };
}

async function call(url: string, method: string, body?: unknown, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? null : JSON.parse(text);
  if (!response.ok) throw new DirectusRefusal(response.status, new URL(url).pathname, parsed);
  return (parsed as { data?: unknown } | null)?.data ?? parsed;
}
