import { choices } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { paragraph, wholeNumber } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';
import { SERVICE_CHOICES } from '../seeds/services.ts';

/** Form of `assess-needs`. */
export const assessments: CollectionModel = {
  collection: 'assessments',
  label: { singular: 'Assessment', plural: 'Assessments' },
  note: 'What the person needs, and how safe the person is now.',
  icon: 'fact_check',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    paragraph('safety_now', 'How safe is the person now?', {
      isRequired: true,
      note: 'Where they stay, who knows it, what may happen next. No names or addresses.',
    }),
    wholeNumber('likelihood', 'How likely is more harm? (1 to 5)', { range: [1, 5], width: 'half' }),
    wholeNumber('impact', 'How grave would it be? (1 to 5)', { range: [1, 5], width: 'half' }),
    choices('needs', 'What the person needs', SERVICE_CHOICES, { isRequired: true }),
    paragraph('urgent_needs', 'What cannot wait', { note: 'Things to do today or tomorrow.' }),
    paragraph('health', 'Health, body and mind'),
    paragraph('family', 'Family and others who depend on the person'),
    paragraph('protective_factors', 'What protects the person', {
      note: 'People, places, skills, attention.',
    }),
  ],
};
