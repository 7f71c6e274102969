import { PROVIDER_CHOICE_CHOICES } from '../choice-lists.ts';
import { choice, shownWhen } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `choose-provider`. */
export const providerChoices: CollectionModel = {
  collection: 'provider_choices',
  label: { singular: 'Choice of provider', plural: 'Choices of providers' },
  note: 'Who is asked to help. The system proposes, a person decides.',
  icon: 'person_search',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    link('referral', 'Referral', 'referrals', {
      template: '{{service.name}}',
      onDelete: 'RESTRICT',
      isHidden: true,
      isReadonly: true,
    }),
    choice('choice', 'Decision', PROVIDER_CHOICE_CHOICES, { isRequired: true }),
    link('chosen_offer', 'Provider', 'service_offers', {
      template: '{{organisation.name}} – {{service.name}} ({{capacity}} free)',
      onDelete: 'RESTRICT',
      isHidden: true,
      filter: { is_active: { _eq: true } },
      conditions: shownWhen('choice', ['offer'], { isRequired: true }),
    }),
    paragraph('comment', 'Comment', {
      note: 'Why this provider, or why nobody can take it. The provider does not see it.',
    }),
  ],
};
