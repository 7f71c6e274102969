import type { CollectionModel } from '../model-types.ts';
import { networks } from './networks.ts';
import { areas } from './areas.ts';
import { organisations } from './organisations.ts';
import { offices } from './offices.ts';
import { services } from './services.ts';
import { serviceOffers } from './service-offers.ts';
import { serviceOffersAreas } from './service-offers-areas.ts';
import { incidentTypes } from './incident-types.ts';
import { slaClocks } from './sla-clocks.ts';
import { clients } from './clients.ts';
import { cases } from './cases.ts';
import { incidents } from './incidents.ts';
import { consents } from './consents.ts';
import { referrals } from './referrals.ts';
import { tasks } from './tasks.ts';
import { registrations } from './registrations.ts';
import { assessments } from './assessments.ts';
import { casePlans } from './case-plans.ts';
import { casePlanActions } from './case-plan-actions.ts';
import { planApprovals } from './plan-approvals.ts';
import { implementations } from './implementations.ts';
import { providerChoices } from './provider-choices.ts';
import { serviceRecords } from './service-records.ts';
import { followUps } from './follow-ups.ts';
import { reviews } from './reviews.ts';
import { closures } from './closures.ts';
import { outbox } from './outbox.ts';
import { messages } from './messages.ts';
import { formFields } from './form-fields.ts';
import { identityReveals } from './identity-reveals.ts';

/** Every collection we own, in the order of the navigation. */
export const COLLECTIONS: CollectionModel[] = [
  networks,
  areas,
  organisations,
  offices,
  services,
  serviceOffers,
  serviceOffersAreas,
  incidentTypes,
  slaClocks,
  clients,
  cases,
  incidents,
  consents,
  referrals,
  tasks,
  registrations,
  assessments,
  casePlans,
  casePlanActions,
  planApprovals,
  implementations,
  providerChoices,
  serviceRecords,
  followUps,
  reviews,
  closures,
  outbox,
  messages,
  formFields,
  identityReveals,
];
