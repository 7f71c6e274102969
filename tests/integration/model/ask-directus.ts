/** What Directus answered. */
export interface Answer {
  status: number;
  data: unknown;
  /** Code of the first error. */
  code: string | undefined;
}

/** Sends one request; `token` null: as nobody. */
export async function askDirectus(
  url: string,
  token: string | null,
  path: string,
  request: { method?: string; body?: unknown } = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: request.method ?? 'GET',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as {
    data?: unknown;
    errors?: { extensions?: { code?: string } }[];
  };
  return { status: response.status, data: body.data, code: body.errors?.[0]?.extensions?.code };
}
