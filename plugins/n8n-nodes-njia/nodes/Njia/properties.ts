import type { INodeProperties } from 'n8n-workflow';

/** What the node is to do. */
export const operationField: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  default: 'recordMessage',
  options: [
    {
      name: 'Record Message',
      value: 'recordMessage',
      action: 'Record a message',
      description: 'Create the message, or find it when the same key was recorded before',
    },
    { name: 'Mark as Sent', value: 'markSent', action: 'Mark a message as sent' },
    { name: 'Mark as Failed', value: 'markFailed', action: 'Mark a message as failed' },
  ],
};

const whenRecording = { show: { operation: ['recordMessage'] } };
const whenMarking = { show: { operation: ['markSent', 'markFailed'] } };

/** A message names a case and an organisation or office; there is no field for a person, and there must be none. */
export const messageFields: INodeProperties[] = [
  textField('Key', 'dedupeKey', {
    isRequired: true,
    description: 'The same key is one message, however often it is recorded',
  }),
  textField('Case Code', 'caseCode', { isRequired: true }),
  textField('Verb', 'verb', { isRequired: true, description: 'What the recipient is asked to do' }),
  textField('Link', 'link', {}),
  textField('Recipient Organisation', 'recipientOrganisation', {}),
  textField('Recipient Office', 'recipientOffice', {}),
  {
    displayName: 'Message ID',
    name: 'messageId',
    type: 'string',
    default: '',
    required: true,
    displayOptions: whenMarking,
  },
];

function textField(
  displayName: string,
  name: string,
  options: { isRequired?: boolean; description?: string },
): INodeProperties {
  return {
    displayName,
    name,
    type: 'string',
    default: '',
    ...(options.isRequired && { required: true }),
    ...(options.description && { description: options.description }),
    displayOptions: whenRecording,
  };
}
