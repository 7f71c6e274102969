import { PERPETRATOR_CHOICES } from '../choice-lists.ts';
import { caseAndOffice, key, trail } from '../fields/common-fields.ts';
import { choice } from '../fields/choice-fields.ts';
import { link } from '../fields/link-fields.ts';
import { day, paragraph, wholeNumber, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** What happened, as told, and how likely and grave further harm is. */
export const incidents: CollectionModel = {
  collection: 'incidents',
  label: { singular: 'Incident', plural: 'Incidents' },
  note: 'What happened, as it was told to us.',
  icon: 'report',
  displayTemplate: '{{happened_on}} {{incident_type.name}}',
  folder: 'folder_case_files',
  fields: [
    key(),
    ...caseAndOffice({ listedAs: 'incidents' }),
    link('incident_type', 'What happened', 'incident_types', { width: 'half', onDelete: 'RESTRICT' }),
    day('happened_on', 'When', { width: 'half' }),
    link('area', 'Where', 'areas', { width: 'half', onDelete: 'RESTRICT' }),
    choice('perpetrator', 'By whom', PERPETRATOR_CHOICES, { width: 'half' }),
    yesNo('is_detained', 'The person is held now', { width: 'half' }),
    yesNo('is_child', 'The person is a child', { width: 'half' }),
    yesNo('is_sexual_violence', 'Sexual violence', { width: 'half' }),
    paragraph('story', 'What happened, in their words'),
    wholeNumber('likelihood', 'How likely is more harm? (1 to 5)', { range: [1, 5], width: 'half' }),
    wholeNumber('impact', 'How grave would it be? (1 to 5)', { range: [1, 5], width: 'half' }),
    ...trail(),
  ],
};
