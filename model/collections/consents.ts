import { CONSENT_MEDIUM_CHOICES, CONSENT_PURPOSE_CHOICES } from '../choice-lists.ts';
import { caseAndOffice, key, trail } from '../fields/common-fields.ts';
import { choice } from '../fields/choice-fields.ts';
import { moment, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** What the client agreed to, for what, and until when. Nothing is shared without it. */
export const consents: CollectionModel = {
  collection: 'consents',
  label: { singular: 'Consent', plural: 'Consents' },
  note: 'What the client agreed to. Withdrawing it stops sharing at once.',
  icon: 'handshake',
  displayTemplate: '{{purpose}}',
  folder: 'folder_case_files',
  fields: [
    key(),
    ...caseAndOffice({ listedAs: 'consents' }),
    choice('purpose', 'For what', CONSENT_PURPOSE_CHOICES, { isRequired: true, width: 'half' }),
    yesNo('given', 'Agreed', { width: 'half' }),
    choice('medium', 'How it was given', CONSENT_MEDIUM_CHOICES, { width: 'half' }),
    moment('valid_from', 'From', { width: 'half' }),
    moment('withdrawn_at', 'Withdrawn', { width: 'half' }),
    ...trail(),
  ],
};
