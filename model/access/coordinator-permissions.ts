import { caseFileReading, CLIENT_FIELDS } from './case-file-permissions.ts';
import { COLLEAGUE_FIELDS, DIRECTORY } from './directory-permissions.ts';
import { create, read, update } from './permission-model.ts';
import type { PermissionModel } from './permission-model.ts';
import { CLIENT_OF_OWN_NETWORK, IN_OWN_NETWORK, OWN_NETWORK } from './row-filters.ts';

/** Offers of organisations in the coordinator's network. */
const OFFERS_OF_OWN_NETWORK = {
  _and: [
    { organisation: { network: { _nnull: true } } },
    { organisation: { network: { _eq: '$CURRENT_USER.network' } } },
  ],
};

/** What a coordinator adds to the directory belongs to the coordinator's network. */
const INTO_OWN_NETWORK = {
  validation: { network: { _eq: '$CURRENT_USER.network', _nnull: true } },
  presets: { network: '$CURRENT_USER.network' },
};

/** Messages to offices of the coordinator's network. */
const MESSAGES_OF_OWN_NETWORK = {
  _and: [
    { recipient_office: { network: { _nnull: true } } },
    { recipient_office: { network: { _eq: '$CURRENT_USER.network' } } },
  ],
};

/** A coordinator reads the cases of the network and keeps its directory. */
export const coordinatorPermissions: PermissionModel[] = [
  ...DIRECTORY,
  ...caseFileReading(OWN_NETWORK, CLIENT_OF_OWN_NETWORK, CLIENT_FIELDS),
  read('directus_users', OWN_NETWORK, COLLEAGUE_FIELDS),
  read('messages', MESSAGES_OF_OWN_NETWORK, [
    'id',
    'channel',
    'state',
    'case_code',
    'verb',
    'sent_at',
    'created_at',
  ]),
  update('organisations', IN_OWN_NETWORK, ['name', 'kind', 'is_active']),
  update('offices', IN_OWN_NETWORK, ['name', 'area', 'takes_intake']),
  ...['organisations', 'offices'].map((collection) => create(collection, INTO_OWN_NETWORK)),
  update('service_offers', OFFERS_OF_OWN_NETWORK, ['languages', 'capacity', 'is_active', 'email']),
];
