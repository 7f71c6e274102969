import { describeRule } from '../../../support/describe-rule.ts';

describeRule('link-events-paired', {
  'invalid-no-catch': ["leave: No link event of the other kind beside it is named 'later'."],
  'invalid-no-name': ['leave: Give the link a name; it finds its partner by it.'],
  'invalid-no-throw': ["lonely: No link event of the other kind beside it is named 'never'."],
  'invalid-two-catches': [
    "leave: Several catching link events are named 'later': it could not be told where to go on.",
  ],
});
