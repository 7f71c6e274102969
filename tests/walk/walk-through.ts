import { CaseWalk } from './case-walk.ts';
import type { WalkPlaces } from './case-walk.ts';

/** Says what has just happened, in words for whoever watches. */
export type Report = (step: string, detail: string) => void;

/**
 * Plays one whole case on a running system: a colleague of a detained defender asks for help, two services are referred to, one
 * provider declines first, the case is followed up, reviewed and closed.
 *
 * @param between - called between any two steps, for example to kill a process
 * @returns the walk, for further questions about the case
 */
export async function walkThrough(
  places: WalkPlaces,
  report: Report,
  between: (step: string) => Promise<void> = () => Promise.resolve(),
): Promise<CaseWalk> {
  const walk = await CaseWalk.askForHelp(places);
  const { officer, supervisor } = walk;
  report('Intake', `a stranger asked for help on the portal; the case code is ${walk.caseCode}`);
  await between('intake');

  const risk = await walk.waitForCase<string | null>('risk_level', (level) => level !== null);
  report('Screening', `the decision table rates the risk ${risk}`);
  await between('screening');

  await walk.doTask(officer, 'register-case', {
    decision: 'accepted',
    reason: 'Confirmed by a second call.',
    verified_by_call: true,
  });
  report('Registration (validation)', 'the officer accepted the case');
  await between('registration');

  await walk.doTask(officer, 'assess-needs', {
    needs: ['legal_aid', 'medical'],
    safety_now: 'Held at a station; a lawyer was refused.',
    likelihood: 5,
    impact: 4,
    urgent_needs: 'A lawyer today.',
  });
  report('Needs assessment', 'legal aid and medical care are needed');
  await between('assessment');

  await walk.doTask(officer, 'make-plan', {
    goal: 'Released and safe within a week.',
    services_to_refer: ['legal_aid', 'medical'],
  });
  await walk.doTask(supervisor, 'approve-plan', { decision: 'approved' });
  report('Case plan', 'made by the officer, approved by the supervisor as the risk is critical');
  await between('plan');

  await referTwice(walk, report, between);
  await followAndClose(walk, report, between);
  return walk;
}

async function referTwice(
  walk: CaseWalk,
  report: Report,
  between: (step: string) => Promise<void>,
): Promise<void> {
  const { officer } = walk;
  await walk.doTask(officer, 'implement-plan', { done: 'Visited the station; informed the family.' });
  report('Implementation', 'the planned actions are recorded');

  await chooseProvider(walk);
  await chooseProvider(walk);
  report('Referral', 'two referrals run side by side; each provider got a link');
  await between('offers');

  await walk.answerAsProvider('Legal aid', 'declined', 'no_capacity');
  report('Referral', 'the first lawyer declined, for want of room; the next one is proposed');
  await chooseProvider(walk);
  await walk.answerAsProvider('Legal aid', 'accepted');
  await walk.answerAsProvider('Medical', 'accepted');
  report('Referral', 'both services have a provider who accepted');
  await between('answers');

  await walk.doTask(officer, 'record-service', { result: 'completed', note: 'Seen and helped.' });
  await walk.doTask(officer, 'record-service', { result: 'completed', note: 'Seen and helped.' });
  report('Referral', 'both services were given');
  await between('services');
}

async function followAndClose(
  walk: CaseWalk,
  report: Report,
  between: (step: string) => Promise<void>,
): Promise<void> {
  const { officer, supervisor } = walk;
  await walk.letTimePass('follow-up-due');
  await walk.doTask(officer, 'follow-up', {
    result: 'needs_review',
    contact_made: true,
    how_is_client: 'At home, resting.',
  });
  report('Monitoring', 'the follow-up came due and was done');
  await between('follow-up');

  await walk.doTask(supervisor, 'review-case', { outcome: 'close', progress: 'The goal is reached.' });
  report('Review', 'the supervisor decided to close');
  await between('review');

  await walk.doTask(officer, 'close-case', { reason: 'goals_met', outcome: 'Released without charge.' });
  await walk.waitForCase<string>('status', (status) => status === 'closed');
  report('Closure', `${walk.caseCode} is closed`);
  report('Receipt', await walk.statusByReceipt());
}

async function chooseProvider(walk: CaseWalk): Promise<void> {
  const task = await walk.taskOf(walk.officer, 'choose-provider');
  const { candidates } = await walk.officer.get<{ candidates: { offerId: string }[] }>(
    `/items/referrals/${task.referral}?fields=candidates`,
  );
  const best = candidates[0];
  if (best === undefined)
    throw new Error(`No provider fits the referral ${task.referral} of ${walk.caseCode}.`);
  await walk.doTask(walk.officer, 'choose-provider', { choice: 'offer', chosen_offer: best.offerId });
}
