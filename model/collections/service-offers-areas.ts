import { key } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import type { CollectionModel, FieldModel } from '../model-types.ts';

/** Junction: which areas a service offer covers. */
export const serviceOffersAreas: CollectionModel = {
  collection: 'service_offers_areas',
  label: { singular: 'Area of an offer', plural: 'Areas of offers' },
  note: 'Joins service offers and areas.',
  icon: 'import_export',
  isHidden: true,
  folder: 'folder_system',
  fields: [
    key(),
    joining(
      link('service_offers_id', 'Service offer', 'service_offers', {
        template: '{{service.name}}',
        onDelete: 'CASCADE',
        listedAs: 'areas',
      }),
      'areas_id',
    ),
    joining(link('areas_id', 'Area', 'areas', { onDelete: 'CASCADE' }), 'service_offers_id'),
  ],
};

function joining(field: FieldModel, junctionField: string): FieldModel {
  return field.link === undefined ? field : { ...field, link: { ...field.link, junctionField } };
}
