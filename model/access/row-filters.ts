import type { Meta } from '../model-types.ts';

/*
 * Each filter also asks that the value is there: Directus turns "= nothing" into "is empty", so a person without an office
 * would otherwise see every row without one.
 */

/** Rows of the person's own office. */
export const OWN_OFFICE: Meta = {
  _and: [{ office: { _nnull: true } }, { office: { _eq: '$CURRENT_USER.office' } }],
};

/** Rows of the offices of the person's network. */
export const OWN_NETWORK: Meta = {
  _and: [
    { office: { network: { _nnull: true } } },
    { office: { network: { _eq: '$CURRENT_USER.network' } } },
  ],
};

/*
 * One `_some` for each condition: a list of conditions inside `_some` makes Directus 11.17 write SQL that PostgreSQL refuses.
 */

/** Clients with a case in the person's own office. */
export const CLIENT_OF_OWN_OFFICE: Meta = {
  _and: [
    { cases: { _some: { office: { _nnull: true } } } },
    { cases: { _some: { office: { _eq: '$CURRENT_USER.office' } } } },
  ],
};

/** Clients with a case in the person's network. */
export const CLIENT_OF_OWN_NETWORK: Meta = {
  _and: [
    { cases: { _some: { office: { network: { _nnull: true } } } } },
    { cases: { _some: { office: { network: { _eq: '$CURRENT_USER.network' } } } } },
  ],
};

/** Directory rows of the person's network. */
export const IN_OWN_NETWORK: Meta = {
  _and: [{ network: { _nnull: true } }, { network: { _eq: '$CURRENT_USER.network' } }],
};

/** Rows of the person's own organisation. */
export const OWN_ORGANISATION: Meta = {
  _and: [{ organisation: { _nnull: true } }, { organisation: { _eq: '$CURRENT_USER.organisation' } }],
};

/** Referrals offered to the person's organisation; drafts are nobody's business but the office's. */
export const OFFERED_TO_OWN_ORGANISATION: Meta = {
  _and: [
    { chosen_offer: { organisation: { _nnull: true } } },
    { chosen_offer: { organisation: { _eq: '$CURRENT_USER.organisation' } } },
    { state: { _neq: 'draft' } },
  ],
};

/** The person's own account. */
export const ONESELF: Meta = { id: { _eq: '$CURRENT_USER' } };
