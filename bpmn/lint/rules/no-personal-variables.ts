import { elementIdOf, isExecuted } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';
import { variableNamesIn } from '../variable-names.ts';

/** Words in the name of a variable that say it holds something about a person. */
const PERSONAL = new Set([
  ...['name', 'names', 'firstname', 'lastname', 'surname', 'fullname', 'nickname', 'alias', 'initials'],
  ...['phone', 'phones', 'telephone', 'mobile', 'msisdn', 'email', 'mail', 'contact', 'contacts', 'address'],
  ...['street', 'village', 'location', 'latitude', 'longitude', 'gps', 'photo', 'passport', 'identity'],
  ...['birth', 'birthday', 'birthdate', 'dob', 'age', 'sex', 'gender', 'religion', 'ethnicity', 'health'],
  ...['story', 'narrative', 'description', 'note', 'notes', 'comment', 'perpetrator', 'relative'],
]);

/** Process variables are ids, codes, decisions and dates: the engine must never know who a case is about. */
export function noPersonalVariables(): Rule {
  return {
    check(node, reporter) {
      if (!isExecuted(node)) return;
      for (const name of variableNamesIn(node)) {
        const word = wordsOf(name).find((one) => PERSONAL.has(one));
        if (word === undefined) continue;
        reporter.report(
          elementIdOf(node),
          `The variable '${name}' sounds like personal data ('${word}'): keep it in Directus, pass an id or a code.`,
        );
      }
    },
  };
}

/** `clientFirstName` and `client_first_name` are client, first, name. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}
