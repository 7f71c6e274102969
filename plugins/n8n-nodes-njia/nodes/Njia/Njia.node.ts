import { NodeApiError, NodeConnectionTypes } from 'n8n-workflow';
import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeType,
  INodeTypeDescription,
  JsonObject,
} from 'n8n-workflow';
import { markMessage } from './mark-message';
import { messageFields, operationField } from './properties';
import { recordMessage } from './record-message';

/** Keeps Njia's list of messages: what was to be sent to whom about which case, and whether it went. */
export class Njia implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Njia',
    name: 'njia',
    icon: { light: 'file:../../icons/njia.svg', dark: 'file:../../icons/njia.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{$parameter["operation"]}}',
    description: 'Record messages about cases and whether they were sent',
    defaults: { name: 'Njia' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'njiaApi', required: true }],
    properties: [operationField, ...messageFields],
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const output: INodeExecutionData[] = [];
    for (const [index, item] of this.getInputData().entries()) {
      try {
        const operation = this.getNodeParameter('operation', index) as string;
        const message =
          operation === 'recordMessage'
            ? await recordMessage(this, index)
            : await markMessage(this, index, operation === 'markSent' ? 'sent' : 'failed');
        output.push({ json: { ...item.json, message }, pairedItem: { item: index } });
      } catch (error) {
        if (!this.continueOnFail()) {
          throw new NodeApiError(this.getNode(), error as JsonObject, { itemIndex: index });
        }
        output.push({ json: { error: (error as Error).message }, pairedItem: { item: index } });
      }
    }
    return [output];
  }
}
