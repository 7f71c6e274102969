import { describeRule } from '../../../support/describe-rule.ts';

describeRule('no-personal-variables', {
  'invalid-call-mapping': [
    "call: The variable 'story' sounds like personal data ('story'): keep it in Directus, pass an id or a code.",
  ],
  'invalid-expression': [
    "work: The variable 'phone_number' sounds like personal data ('phone'): keep it in Directus, pass an id or a code.",
  ],
  'invalid-form-field': [
    "ask: The variable 'birthDate' sounds like personal data ('birth'): keep it in Directus, pass an id or a code.",
  ],
  'invalid-input-parameter': [
    "work: The variable 'clientName' sounds like personal data ('name'): keep it in Directus, pass an id or a code.",
  ],
  'invalid-part-of-json': [
    "work: The variable 'address' sounds like personal data ('address'): keep it in Directus, pass an id or a code.",
  ],
});
