import { z } from 'zod';
import { OfferSummary } from '../../schemas/answers.ts';
import type { ProviderAnswer } from '../../schemas/answers.ts';
import { IntakeReceipt } from '../../schemas/intake.ts';
import type { IntakeSubmission } from '../../schemas/intake.ts';
import { BackendErrors, CaseStanding, Places, SentMessages } from './answers.ts';
import type { SentMessage } from './answers.ts';
import { BackendDown, BackendRefusal } from './backend-error.ts';

/** What the portal may ask of the case file. Each call throws BackendRefusal or BackendDown. */
export interface CaseFile {
  places(): Promise<Places>;
  /** Takes a request; the same submission again gives the same receipt. */
  submit(submission: IntakeSubmission): Promise<IntakeReceipt>;
  standing(receiptCode: string): Promise<CaseStanding>;
  withdraw(receiptCode: string): Promise<void>;
  offer(token: string): Promise<OfferSummary>;
  answer(token: string, answer: ProviderAnswer): Promise<void>;
  sentMessages(): Promise<SentMessage[]>;
}

/** Longer than any request takes; a person waits in front of the screen. */
const TIMEOUT_MS = 15_000;

/** The case file behind the Njia endpoints of Directus; `directusUrl` without a slash at its end. */
export function connectCaseFile(directusUrl: string, portalToken: string): CaseFile {
  const call = async <Shape>(
    path: string[],
    answer: z.ZodType<Shape>,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<Shape> => {
    const url = `${directusUrl}/njia/${path.map(encodeURIComponent).join('/')}`;
    const response = await send(url, {
      method,
      headers: { authorization: `Bearer ${portalToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readAnswer(response, answer);
  };
  const digits = (receiptCode: string): string => receiptCode.replaceAll(' ', '');
  return {
    places: () => call(['places'], Places),
    submit: (submission) => call(['intake'], IntakeReceipt, submission),
    standing: (receiptCode) => call(['receipts', digits(receiptCode)], CaseStanding),
    withdraw: async (receiptCode) => {
      await call(['receipts', digits(receiptCode), 'withdraw'], z.unknown(), undefined, 'POST');
    },
    offer: (token) => call(['answers', token], OfferSummary),
    answer: async (token, answer) => {
      await call(['answers', token], z.unknown(), answer);
    },
    sentMessages: async () => (await call(['messages'], SentMessages)).messages,
  };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
    throw new BackendDown(isTimeout ? 'timeout' : 'unreachable', { cause: error });
  }
}

async function readAnswer<Shape>(response: Response, schema: z.ZodType<Shape>): Promise<Shape> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new BackendDown('unexpected-answer');
  }
  const refusal = BackendErrors.safeParse(body);
  if (response.status >= 500 || !refusal.success) throw new BackendDown(String(response.status));
  // Our own token refused: a matter for the operator, not for the person.
  if (response.status === 401 || response.status === 403) throw new BackendDown(String(response.status));
  const first = refusal.data.errors[0];
  throw new BackendRefusal(response.status, first?.extensions.code ?? '', first?.extensions.field ?? null);
}
