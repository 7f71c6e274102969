import { NodeConnectionTypes } from 'n8n-workflow';
import type {
  IDataObject,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';

/**
 * Starts a workflow when a worker of Njia asks for a message. Its one item is `{ event, dedupeKey, mailFrom }`, the same here
 * as in Njia's own runner, so that one workflow file runs in both.
 */
export class NjiaTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Njia Trigger',
    name: 'njiaTrigger',
    icon: { light: 'file:../../icons/njia.svg', dark: 'file:../../icons/njia.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["path"]}}',
    description: 'Starts when Njia asks for a message',
    defaults: { name: 'Njia Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'njiaApi', required: true }],
    webhooks: [
      { name: 'default', httpMethod: 'POST', responseMode: 'lastNode', path: '={{$parameter["path"]}}' },
    ],
    properties: [
      {
        displayName: 'Path',
        name: 'path',
        type: 'string',
        default: 'run/notify-offer',
        required: true,
        description: 'Workers ask under /webhook/ and this path',
      },
    ],
  };

  webhookMethods = {
    default: {
      checkExists: () => Promise.resolve(true),
      create: () => Promise.resolve(true),
      delete: () => Promise.resolve(true),
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    const credentials = await this.getCredentials<{ triggerToken?: string; mailFrom?: string }>('njiaApi');
    const expected = `Bearer ${credentials.triggerToken ?? ''}`;
    if (
      !credentials.triggerToken ||
      !isSameText(String(this.getHeaderData().authorization ?? ''), expected)
    ) {
      this.getResponseObject().status(401).end();
      return { noWebhookResponse: true };
    }
    const { event, dedupeKey } = this.getBodyData() as { event?: IDataObject; dedupeKey?: string };
    return { workflowData: [[{ json: { event, dedupeKey, mailFrom: credentials.mailFrom ?? '' } }]] };
  }
}

/** Takes the same time wherever the texts differ, so that a token cannot be guessed piece by piece. */
function isSameText(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index += 1) {
    difference |= expected.charCodeAt(index) ^ (given.charCodeAt(index) || 0);
  }
  return difference === 0;
}
