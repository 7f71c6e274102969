/** Every closed list of choices with the words people read. Codes shared with other parts are typed by `schemas/codes.ts`. */
import type {
  CaseStatus,
  Channel,
  DeclineReason,
  ReferralState,
  RiskLevel,
  TaskGroup,
} from '../schemas/codes.ts';

export const RISK_LEVEL_CHOICES: Record<RiskLevel, string> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

export const CASE_STATUS_CHOICES: Record<CaseStatus, string> = {
  received: 'Received',
  registration: 'Registration and screening',
  assessment: 'Needs assessment',
  planning: 'Case plan',
  implementation: 'Plan being carried out',
  monitoring: 'Follow-up and review',
  closing: 'Being closed',
  closed: 'Closed',
  not_eligible: 'Not eligible',
  duplicate: 'Duplicate of another case',
  redirected: 'Redirected elsewhere',
  withdrawn: 'Withdrawn by the client',
};

export const CHANNEL_CHOICES: Record<Channel, string> = {
  portal: 'Online form',
  phone: 'Phone call',
  sms: 'Text message',
  helpline: 'Helpline',
  walk_in: 'Came to the office',
  referral_in: 'Referred to us',
};

export const REFERRAL_STATE_CHOICES: Record<ReferralState, string> = {
  draft: 'Being prepared',
  offered: 'Offered, waiting for an answer',
  accepted: 'Accepted',
  declined: 'Declined',
  no_response: 'No answer in time',
  scheduled: 'Appointment made',
  started: 'Service started',
  on_hold: 'On hold',
  claimed_complete: 'Provider says it is done',
  verified_complete: 'Done and confirmed',
  cancelled: 'Cancelled',
  failed: 'Did not work out',
  entered_in_error: 'Entered by mistake',
};

export const DECLINE_REASON_CHOICES: Record<DeclineReason, string> = {
  no_capacity: 'No free place',
  not_eligible: 'The person is not eligible',
  out_of_area: 'Outside our area',
  conflict_of_interest: 'Conflict of interest',
  unsafe_for_provider: 'Not safe for us',
  service_not_offered: 'We do not offer this service',
  insufficient_information: 'Not enough information',
  duplicate: 'Already helped elsewhere',
  other: 'Other reason',
};

export const FAILURE_REASON_CHOICES = {
  client_unreachable: 'Client could not be reached',
  client_declined: 'Client no longer wanted it',
  no_transport: 'No transport',
  cost: 'Cost',
  fear: 'Fear',
  provider_no_show: 'Provider did not come',
  detained_moved: 'Client was detained or moved',
} as const;

export const TASK_GROUP_CHOICES: Record<TaskGroup, string> = {
  'case-officers': 'Case officers',
  supervisors: 'Supervisors',
  coordinators: 'Coordinators',
  providers: 'Providers',
};

export const TASK_STATE_CHOICES = {
  open: 'Open',
  completing: 'Being completed',
  completed: 'Completed',
  cancelled: 'No longer needed',
} as const;

export const OUTBOX_KIND_CHOICES = {
  'start-pathway': 'Start the pathway',
  'complete-task': 'Complete a task',
  'correlate-message': 'Send a message to the pathway',
} as const;

export const MESSAGE_CHANNEL_CHOICES = { email: 'E-mail', sms: 'Text message' } as const;

export const MESSAGE_STATE_CHOICES = {
  recorded: 'Recorded, not sent outside',
  sent: 'Sent',
  failed: 'Could not be sent',
} as const;

export const REGISTRATION_DECISION_CHOICES = {
  accepted: 'Accept the case',
  not_eligible: 'Not eligible for our help',
  duplicate: 'Duplicate of another case',
  redirected: 'Redirect to someone else',
} as const;

export const PLAN_DECISION_CHOICES = { approved: 'Approve', returned: 'Return for changes' } as const;

export const FOLLOW_UP_RESULT_CHOICES = {
  going_well: 'Going well, follow up again',
  needs_review: 'Needs a review',
  closing: 'Ready to close',
} as const;

export const REVIEW_OUTCOME_CHOICES = {
  continue: 'Continue as planned',
  revise_plan: 'Change the plan',
  new_referral: 'Make a new referral',
  close: 'Close the case',
} as const;

export const CLOSURE_REASON_CHOICES = {
  goals_met: 'Goals of the plan reached',
  client_request: 'Client asked to close',
  contact_lost: 'Contact lost',
  moved_away: 'Moved out of our area',
  handed_over: 'Handed over to another organisation',
  client_died: 'Client died',
  other: 'Other reason',
} as const;

export const PROVIDER_CHOICE_CHOICES = {
  offer: 'Offer the referral to the provider chosen below',
  give_up: 'Give up: nobody can take it',
} as const;

export const SERVICE_RESULT_CHOICES = {
  completed: 'Service was given',
  failed: 'Service was not given',
} as const;

export const CONSENT_PURPOSE_CHOICES = {
  case_services: 'Work on the case',
  referral: 'Share with a provider',
  statistics: 'Count in anonymous statistics',
} as const;

export const CONSENT_MEDIUM_CHOICES = {
  online: 'Online form',
  written: 'On paper',
  verbal: 'Spoken',
  sms: 'Text message',
} as const;

export const SEX_CHOICES = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  not_said: 'Not said',
} as const;

export const AGE_BAND_CHOICES = {
  '0-5': '0 to 5',
  '6-11': '6 to 11',
  '12-17': '12 to 17',
  '18-24': '18 to 24',
  '25-59': '25 to 59',
  '60+': '60 and over',
  unknown: 'Not known',
} as const;

export const PERPETRATOR_CHOICES = {
  police: 'Police',
  army: 'Army',
  intelligence: 'Intelligence service',
  local_authority: 'Local authority',
  company: 'Company',
  private_security: 'Private security',
  community: 'Community members',
  family: 'Family member',
  unknown: 'Not known',
} as const;

export const LANGUAGE_CHOICES = {
  en: 'English',
  lg: 'Luganda',
  xog: 'Lusoga',
  teo: 'Ateso',
  ach: 'Acholi',
  laj: 'Lango',
  lgg: 'Lugbara',
  kdj: 'Ngakarimojong',
  nyn: 'Runyankole-Rukiga',
  nyo: 'Runyoro-Rutooro',
  myx: 'Lumasaba',
  sw: 'Swahili',
} as const;

export const ORGANISATION_KIND_CHOICES = {
  member: 'Member',
  provider: 'Service provider',
  national: 'National body',
} as const;

export const AREA_KIND_CHOICES = {
  region: 'Region',
  sub_region: 'Sub-region',
  district: 'District',
  county: 'County',
  sub_county: 'Sub-county',
} as const;

export const SLA_CLOCK_CHOICES = {
  triage: 'First look after intake',
  first_contact: 'First contact',
  registration: 'Registration and screening',
  assessment: 'Needs assessment',
  plan: 'Case plan',
  answer: "Provider's answer",
  first_service: 'First service after acceptance',
  follow_up: 'Follow-up, every',
  review: 'Review, every',
} as const;

export const CURRENCY_CHOICES = {
  UGX: 'Ugandan shilling',
  USD: 'US dollar',
  EUR: 'Euro',
  KES: 'Kenyan shilling',
} as const;
