/** A modelled error on its way to a boundary event; `name` survives the library's wrapping and tells it from defects. */
export class ThrownBpmnError extends Error {
  override readonly name = 'BpmnError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The code and message of a modelled error, however the library wrapped it; null for any other failure. */
export function toBpmnError(error: unknown): { code: string; message?: string } | null {
  if (typeof error !== 'object' || error === null) return null;
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  if (name !== 'BpmnError' || typeof code !== 'string') return null;
  return typeof message === 'string' && message !== '' ? { code, message } : { code };
}
