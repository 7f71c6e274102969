import type { ZodType } from 'zod';
import { EngineErrorBody } from './engine-answers.ts';

/** No call takes longer; must stay below the lease of an outbox order. */
const TIME_LIMIT_MS = 15_000;

/** The engine answered, but with an error. */
export class EngineRefusal extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.name = 'EngineRefusal';
    this.status = status;
    this.type = type;
  }
}

/** No answer at all: the engine is down, restarting or out of reach. */
export class EngineUnreachable extends Error {
  constructor(cause: unknown) {
    super('The process engine does not answer.', { cause });
    this.name = 'EngineUnreachable';
  }
}

/** Talks to any Camunda-7-compatible engine. */
export interface EngineClient {
  /** @throws EngineRefusal, EngineUnreachable, ZodError when the answer has another shape than expected. */
  get: <T>(path: string, query: Record<string, string>, shape: ZodType<T>) => Promise<T>;
  /** @throws EngineRefusal, EngineUnreachable */
  post: (path: string, body: unknown) => Promise<void>;
}

/**
 * A client for the engine at `baseUrl` (with its path, for example `…/engine-rest`).
 *
 * @param headers - sent with every request, for example `authorization`
 */
export function createEngineClient(baseUrl: string, headers: Record<string, string> = {}): EngineClient {
  const base = baseUrl.replace(/\/$/, '');
  return {
    get: async (path, query, shape) => {
      const search = new URLSearchParams(query).toString();
      const response = await request(`${base}${path}${search ? `?${search}` : ''}`, {
        method: 'GET',
        headers,
      });
      return shape.parse(await response.json());
    },
    post: async (path, body) => {
      const response = await request(`${base}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await response.arrayBuffer();
    },
  };
}

async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  } catch (error) {
    throw new EngineUnreachable(error);
  }
  if (response.ok) return response;
  const body = EngineErrorBody.safeParse(await response.json().catch(() => ({})));
  const { type, message } = body.success ? body.data : { type: '', message: '' };
  throw new EngineRefusal(response.status, type, message || `The engine answered ${response.status}.`);
}
