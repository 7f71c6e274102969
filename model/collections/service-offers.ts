import { LANGUAGE_CHOICES } from '../choice-lists.ts';
import { key, trail } from '../fields/common-fields.ts';
import { choices } from '../fields/choice-fields.ts';
import { link, manyLinks } from '../fields/link-fields.ts';
import { line, paragraph, wholeNumber, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** One service one organisation offers, where, in which languages, and for how many more people now. */
export const serviceOffers: CollectionModel = {
  collection: 'service_offers',
  label: { singular: 'Service offer', plural: 'Service offers' },
  note: 'Who offers which service, where, and how many places are free.',
  icon: 'volunteer_activism',
  displayTemplate: '{{organisation.name}} – {{service.name}}',
  folder: 'folder_directory',
  fields: [
    key(),
    link('organisation', 'Organisation', 'organisations', {
      width: 'half',
      onDelete: 'RESTRICT',
      isRequired: true,
      listedAs: 'service_offers',
    }),
    link('service', 'Service', 'services', { width: 'half', onDelete: 'RESTRICT', isRequired: true }),
    manyLinks('areas', 'Areas served', '{{areas_id.name}}'),
    choices('languages', 'Languages', LANGUAGE_CHOICES),
    wholeNumber('capacity', 'Free places now', {
      width: 'half',
      note: 'With 0, no new referral is offered.',
      defaultValue: 0,
    }),
    yesNo('is_active', 'Active', { width: 'half', isYesByDefault: true }),
    line('email', 'E-mail for offers', {
      width: 'half',
      note: 'Offers name a case code and the service, never a person.',
    }),
    paragraph('phone_sealed', 'Phone, sealed', { isHidden: true, isReadonly: true, isUnsearchable: true }),
    ...trail(),
  ],
};
