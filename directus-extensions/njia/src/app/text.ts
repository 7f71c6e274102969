/** Every sentence of the inbox, in one place. */
export const TEXT = {
  inbox: 'Inbox',
  caseFile: 'Case file',
  task: 'Task',
  mine: 'Mine',
  claimable: 'Can be claimed',
  loading: 'Loading …',
  tryAgain: 'Try again',
  loadFailed: 'The list could not be loaded. Check your connection and try again.',
  taskLoadFailed: 'This task could not be loaded. Check your connection and try again.',
  taskNotYours: 'You cannot open this task. It belongs to another office or group, or it is gone.',
  caseLoadFailed: 'This case could not be loaded. It may belong to another office.',
  nothingMine: 'You have no tasks. Look at “Can be claimed” to take one.',
  nothingMineAtAll:
    'You have no tasks, and nothing waits to be claimed. New tasks appear here by themselves.',
  noTasksForRole: 'There are no tasks for your role. What you may see is under “Content”.',
  openContent: 'Open “Content”',
  nothingToClaim: 'Nothing waits to be claimed. New tasks appear here by themselves.',
  claim: 'Claim',
  claimThis: 'Claim this task',
  claimFirst: 'Claim this task to fill in the form. Until then a colleague may take it.',
  heldByOther: 'A colleague works on this task.',
  giveBack: 'Give back',
  complete: 'Complete',
  saving: 'Saving …',
  saved: 'Saved. The next step is being prepared …',
  backToInbox: 'Back to the inbox',
  openCase: 'Open the case file',
  noForm: 'There is nothing to fill in for this step. Complete it when it is done.',
  formGone: 'The form of this step cannot be shown. You may lack the right to it: ask your administrator.',
  notOpen: {
    completing: 'This task was completed. The pathway is moving on.',
    completed: 'This task is completed.',
    cancelled: 'This task is no longer needed: the case went another way.',
  },
  fixFields: 'Some answers are missing or not valid. They are marked below.',
  somethingWrong: 'That did not work. Check your connection and try again; what you filled in is still here.',
  history: 'Steps so far',
  whatHappened: 'What happened',
  noStory: 'Nothing was written down yet.',
  needs: 'Needs and safety',
  goal: 'What the plan is to reach',
  closure: 'How it ended',
  client: 'Client',
  showIdentity: 'Show name and phone',
  revealReason: 'Why do you need to see it?',
  revealNote: 'Your name, the time and this reason are kept with the case.',
  reveal: 'Show',
  hide: 'Hide',
  cancel: 'Cancel',
  noIdentity: 'This person gave no name.',
  nothingSealed: 'Nothing was given: no name, phone or address.',
  chooseProvider: 'Who should be asked?',
  otherProvider: 'Another provider from the directory',
  noCandidates: 'No provider fits. Choose one from the directory, or give up on this referral.',
  giveUpChosen: 'You chose not to ask anybody. Choose “offer” below to pick a provider.',
  referrals: 'Referrals',
  followUps: 'Follow-ups',
  openTasks: 'Open tasks',
  none: 'None.',
  reopen: 'Reopen this case',
  reopening: 'The case is being reopened. Its next task appears here in a moment.',
} as const;

/** What people read for a code; an unknown code is shown as it is. */
export const LABELS: Readonly<Record<string, string>> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
  critical: 'Critical risk',
  'case-officers': 'Case officers',
  supervisors: 'Supervisors',
  coordinators: 'Coordinators',
  providers: 'Providers',
  detained: 'Held now',
  child: 'A child',
  sexual_violence: 'Sexual violence',
  name: 'Name',
  phone: 'Phone',
  address: 'Address',
  contact: 'When and how contact is safe',
  note: 'Note',
};

/** How a step of a case ended; a referral says "completed" and "cancelled" of other things. */
const STEP_STATES: Readonly<Record<string, string>> = {
  open: 'open',
  completing: 'being completed',
  completed: 'done',
  cancelled: 'not needed',
};

/** The label of the state of a task. */
export function stepStateLabel(state: string): string {
  return STEP_STATES[state] ?? state;
}

/** The label of a code. */
export function labelOf(code: string): string {
  return LABELS[code] ?? code.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
}
