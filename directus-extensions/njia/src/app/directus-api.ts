/** The part of the HTTP client of Directus' app that is used here. */
export interface DirectusApi {
  get: (path: string, options?: { params?: object }) => Promise<{ data: unknown }>;
  post: (path: string, body?: unknown) => Promise<{ data: unknown }>;
}

/** One error of an answer, as Directus sends it. */
export interface AnsweredError {
  message: string;
  extensions: { code: string; field?: string; type?: string };
}

/** What the server said was wrong; empty when there was no answer at all. */
export function errorsOf(error: unknown): AnsweredError[] {
  const response = (error as { response?: { data?: { errors?: AnsweredError[] } } }).response;
  return response?.data?.errors ?? [];
}

/** Sentences for the person: the server's own where it answered in our words, otherwise `fallback`. */
export function sentenceOf(error: unknown, fallback: string): string {
  const own = errorsOf(error).filter(({ extensions }) => extensions.code.startsWith('NJIA_'));
  return own.length > 0 ? own.map(({ message }) => message).join(' ') : fallback;
}
