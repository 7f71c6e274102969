import type { IExecuteFunctions } from 'n8n-workflow';
import { directusRequest } from './directus-request';

/** What later steps need to know of a message. */
export interface RecordedMessage {
  [key: string]: string;
  id: string;
  state: string;
}

const FIELDS = 'id,state';

/** The message of this key: made now, or as an earlier run left it. */
export async function recordMessage(node: IExecuteFunctions, index: number): Promise<RecordedMessage> {
  const text = (name: string): string => node.getNodeParameter(name, index, '') as string;
  const dedupeKey = text('dedupeKey');
  const known = await findMessage(node, dedupeKey);
  if (known) return known;
  try {
    return await directusRequest<RecordedMessage>(node, {
      method: 'POST',
      path: '/items/messages',
      query: { fields: FIELDS },
      body: {
        channel: 'email',
        state: 'recorded',
        dedupe_key: dedupeKey,
        case_code: text('caseCode'),
        verb: text('verb'),
        link: text('link') || null,
        recipient_organisation: text('recipientOrganisation') || null,
        recipient_office: text('recipientOffice') || null,
      },
    });
  } catch (error) {
    // Another run may have recorded the key meanwhile: the unique key of the table decides, not this process.
    const other = await findMessage(node, dedupeKey);
    if (other) return other;
    throw error;
  }
}

async function findMessage(node: IExecuteFunctions, dedupeKey: string): Promise<RecordedMessage | undefined> {
  const [message] = await directusRequest<RecordedMessage[]>(node, {
    method: 'GET',
    path: '/items/messages',
    query: { 'filter[dedupe_key][_eq]': dedupeKey, fields: FIELDS, limit: 1 },
  });
  return message;
}
