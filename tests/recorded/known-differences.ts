/** A difference between our answers and the recorded ones that is meant. */
export interface KnownDifference {
  /** Requests it is about. */
  request: RegExp;
  /** Where in the answer. */
  at: RegExp;
  /** What Operaton answers there, and what we do. @default anything */
  values?: readonly [recorded: unknown, ours: unknown];
  reason: string;
}

const ANY = /^/;

/** Why some answers are not Operaton's, each with its reason. What is not listed is a fault, and so is what is listed in vain. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    request: ANY,
    at: /\/(operaton|camunda)FormRef$/,
    reason: 'The field has the name of Camunda 7, as CIB seven keeps it.',
  },
  {
    request: /deployment\/create$/,
    at: /^(status|body\/message|body\/details)/,
    reason:
      'A file that is no XML is the sender’s fault (400); problems of a file are told in our own words.',
  },
  {
    request: /sortBy=none|asyncResponseTimeout|dueDates=xx|fetchAndLock$|\/report/,
    at: /^body\/message$/,
    reason: 'What is wrong with a parameter is told with its name, and in words of Camunda 7.',
  },
  {
    request: /maxResults=x/,
    at: /^status$/,
    reason:
      'A number that is none answers 400 as any other parameter; the Java servlet takes it for an unknown address.',
  },
  {
    request: /\/start$|\/variables\/amount$|\/complete$/,
    at: /^body\/message$/,
    reason: 'A variable that cannot be read is named.',
  },
  {
    request: /\/submit-form$/,
    at: /^status$/,
    values: [500, 400],
    reason: 'A field of a form that is refused is the sender’s fault (400).',
  },
  {
    request: /\/deployed-form$/,
    at: /^body\/message$/,
    reason: 'The attribute has the name of Camunda 7.',
  },
  {
    request: /\/history\/task\?taskId=part$/,
    at: /\/taskState$/,
    reason: 'A part that ended with its task has the state the task has; Operaton keeps the one from before.',
  },
  {
    request: /count\?variables=amount_gt_2/,
    at: /^body\/count$/,
    reason:
      'In an address every value is text to Camunda, so that no number is ever found; here numbers are compared.',
  },
  {
    request: /extendLock$/,
    at: /^body\/message$/,
    reason: 'The field that is wrong is named.',
  },
  {
    request: /\/job\/<id>\/none/,
    at: /^body\/(type|message)$/,
    reason: 'The servlet’s own answer to addresses that nobody serves.',
  },
  {
    request: /\/job-definition/,
    at: /\/deploymentId$/,
    reason: 'Operaton leaves it out although it is known.',
  },
  {
    request: /\/history\/job-log/,
    at: /\/hostname$/,
    reason: 'Entries do not say which machine made them.',
  },
  {
    request: /\/history\/job-log.*successLog/,
    at: /\/jobDueDate$/,
    reason: 'A due date of null means now, and is kept as the moment it was set.',
  },
  {
    request: /^POST \/message$/,
    at: /^body\/message$/,
    reason: 'Without the name of a Java class.',
  },
  {
    request: /\/modification$/,
    at: /^body(\/message)?$/,
    reason: 'An error in Camunda’s shape instead of the text of a Java parser.',
  },
  {
    request: /\/history\/variable-instance.*includeDeleted/,
    at: /\/value$/,
    reason: 'The value of a variable that was removed is forgotten.',
  },
  {
    request: /\/job\?timers=true&dueDates=gt_2099/,
    at: /\/processDefinition(Id|Key)$/,
    reason: 'A job that suspends a definition tells which one, and goes with it.',
  },
  {
    request: /^PUT \/process-definition\/none\/suspended$/,
    at: /^status$/,
    reason: 'Nothing is planned for a definition that is not there.',
  },
  {
    request: /\/evaluate$/,
    at: /^body\/message$/,
    reason: 'What is wrong in a decision is told with the rule or the input.',
  },
  {
    request: /^POST \/deployment\/create$/,
    at: /^status$/,
    values: [200, 400],
    reason: 'A limit of a form field that is no number is refused at once, and not at each submission.',
  },
  {
    request: /bad-[^/]*\/submit-form$/,
    at: /^status$/,
    values: [500, 404],
    reason: 'So there is no process to start.',
  },
  {
    request: /missing-in-cells\/evaluate$/,
    at: /^body\/\d$/,
    reason: 'That a number is not a text is true for feelin, and for Operaton’s FEEL null.',
  },
  {
    request: /chooses\/evaluate$/,
    at: /\/value$/,
    reason: 'Within an expression feelin compares a text that reads as a number with numbers.',
  },
];
