import { ORGANISATION_KIND_CHOICES } from '../choice-lists.ts';
import { key } from '../fields/common-fields.ts';
import { choice } from '../fields/choice-fields.ts';
import { link, list } from '../fields/link-fields.ts';
import { line, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** A member organisation, service provider or national body. */
export const organisations: CollectionModel = {
  collection: 'organisations',
  label: { singular: 'Organisation', plural: 'Organisations' },
  note: 'Members of the networks and those who provide services.',
  icon: 'corporate_fare',
  displayTemplate: '{{name}}',
  folder: 'folder_directory',
  fields: [
    key(),
    line('name', 'Name', { isRequired: true }),
    link('network', 'Network', 'networks', { width: 'half', onDelete: 'RESTRICT' }),
    choice('kind', 'Kind', ORGANISATION_KIND_CHOICES, { isRequired: true, width: 'half' }),
    yesNo('is_active', 'Active', {
      isYesByDefault: true,
      note: 'An organisation that is not active is offered no referrals.',
    }),
    list('offices', 'Offices', '{{name}}'),
    list('service_offers', 'Services offered', '{{service.name}}'),
  ],
};
