import { z } from 'zod';
import { MessageEvent } from '../../../schemas/messages.ts';
import { RetryableFailure } from '../worker-errors.ts';

/** Workflows in `workflows/` that send something. */
export type MessageWorkflow = 'notify-offer' | 'notify-reminder';

/**
 * Has one message sent; the same `dedupeKey` sends once, however often it is asked.
 *
 * @throws RetryableFailure when the runner does not answer or a step of the workflow fails, naming the step.
 */
export type SendMessage = (
  workflow: MessageWorkflow,
  event: MessageEvent,
  dedupeKey: string,
) => Promise<void>;

/** Above the minute a workflow may take at most. */
const ANSWER_WITHIN_MS = 70_000;

const FailureBody = z.object({ node: z.string().nullish(), code: z.string().optional() });

/** Sends messages through the runner at `url` (`plugins/n8n-runner`, or anything that answers `POST /run/:workflow` alike). */
export function messageRunner(url: string, token: string): SendMessage {
  return async (workflow, event, dedupeKey) => {
    // Checked here too: what the closed schema does not allow must not even leave the process.
    const body = JSON.stringify({ event: MessageEvent.parse(event), dedupeKey });
    const response = await fetch(`${url}/run/${workflow}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((error: unknown) => {
      throw new RetryableFailure('messages-not-answering', 'The message runner does not answer.', {
        cause: error,
      });
    });
    if (response.ok) {
      await response.arrayBuffer();
      return;
    }
    const failure = FailureBody.safeParse(await response.json().catch(() => ({})));
    const node = (failure.success && failure.data.node) || 'unknown';
    throw new RetryableFailure(
      'message-not-sent',
      `Workflow "${workflow}" answers ${response.status}; the failing step is "${node}".`,
    );
  };
}
