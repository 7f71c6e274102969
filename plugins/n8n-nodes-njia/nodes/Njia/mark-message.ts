import type { IExecuteFunctions } from 'n8n-workflow';
import { directusRequest } from './directus-request';
import type { RecordedMessage } from './record-message';

/** Notes whether a message went; `sent` also notes when. */
export async function markMessage(
  node: IExecuteFunctions,
  index: number,
  state: 'sent' | 'failed',
): Promise<RecordedMessage> {
  const id = node.getNodeParameter('messageId', index) as string;
  return directusRequest<RecordedMessage>(node, {
    method: 'PATCH',
    path: `/items/messages/${encodeURIComponent(id)}`,
    query: { fields: 'id,state' },
    body: { state, ...(state === 'sent' && { sent_at: new Date().toISOString() }) },
  });
}
