/** Which fields of the forms reach the pathway, under which name. The pathways ask for exactly these. */
export const FORM_FIELDS = [
  field('registrations', 'decision', 'registrationDecision'),
  field('plan_approvals', 'decision', 'planDecision'),
  field('provider_choices', 'choice', 'providerChoice'),
  field('service_records', 'result', 'serviceResult'),
  field('follow_ups', 'result', 'followUpResult'),
  field('reviews', 'outcome', 'reviewOutcome'),
  field('closures', 'reason', 'closureReason'),
];

function field(collection: string, name: string, variable: string) {
  return { collection, field: name, variable, use_in_pathways: true, on_portal: false, on_phone: false };
}
