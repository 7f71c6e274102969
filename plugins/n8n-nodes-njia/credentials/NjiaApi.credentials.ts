import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  INodeProperties,
} from 'n8n-workflow';

/** How n8n reaches Njia's Directus, and how Njia's workers reach n8n. */
export class NjiaApi implements ICredentialType {
  name = 'njiaApi';

  displayName = 'Njia API';

  documentationUrl = 'https://njia.example';

  icon: Icon = { light: 'file:../icons/njia.svg', dark: 'file:../icons/njia.dark.svg' };

  properties: INodeProperties[] = [
    {
      displayName: 'Directus Address',
      name: 'baseUrl',
      type: 'string',
      default: 'http://127.0.0.1:8055',
      required: true,
    },
    {
      displayName: 'Service Token',
      name: 'token',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'SERVICE_TOKEN of the Njia installation',
    },
    {
      displayName: 'Trigger Token',
      name: 'triggerToken',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'N8N_RUNNER_TOKEN of the Njia installation: the workers show it when they ask for a message',
    },
    {
      displayName: 'Sender of E-Mails',
      name: 'mailFrom',
      type: 'string',
      default: '',
      description: 'Leave empty to send no e-mail: messages are then only recorded',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
  };

  test: ICredentialTestRequest = { request: { baseURL: '={{$credentials.baseUrl}}', url: '/users/me' } };
}
