import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { askEngine } from '../support/ask-engine.ts';
import { makePlace, startNjia } from '../support/running-njia.ts';
import type { NjiaPlace, RunningNjia } from '../support/running-njia.ts';
import { CaseWalk } from '../walk/case-walk.ts';
import { walkThrough } from '../walk/walk-through.ts';

const { engineUrl, pids } = inject('operaton') ?? { engineUrl: '', pids: [] };
let place: NjiaPlace;
let njia: RunningNjia;

beforeAll(async () => {
  place = await makePlace();
  njia = await startNjia(place, { ENGINE_URL: engineUrl });
});
afterAll(async () => {
  await njia?.stop();
  place?.remove();
});

interface Instance {
  id: string;
  state: string;
  processDefinitionKey: string;
}

/** The instance of the case and those of its referrals. */
const instancesOf = (caseId: string): Promise<Instance[]> =>
  askEngine(engineUrl, `/history/process-instance?processInstanceBusinessKey=${caseId}`);

/** How often the activity ended in the engine's history. */
async function timesDone(instanceId: string | undefined, activityId: string): Promise<number> {
  const { count } = await askEngine<{ count: number }>(
    engineUrl,
    `/history/activity-instance/count?processInstanceId=${instanceId}&activityId=${activityId}&finished=true`,
  );
  return count;
}

const say = (step: string, detail = ''): void =>
  void process.stdout.write(`  ${step.padEnd(26)} ${detail}\n`);

it('a case goes from intake to closure on two Operaton nodes, of which one is killed in the middle', async () => {
  const walk = await walkThrough({ ...njia, engineUrl }, say, (step) => {
    // Both referrals wait for their providers then: timers, messages and tasks of three instances are open.
    if (step !== 'offers') return Promise.resolve();
    process.kill(pids[0] ?? Number.NaN, 'SIGKILL');
    say('A node is killed');
    return Promise.resolve();
  });

  const instances = await instancesOf(walk.caseId);
  expect(instances.map(({ state, processDefinitionKey }) => [processDefinitionKey, state]).sort()).toEqual([
    ['case-management', 'ACTIVE'],
    ['referral', 'COMPLETED'],
    ['referral', 'COMPLETED'],
  ]);
  const ofCase = instances.find(({ processDefinitionKey }) => processDefinitionKey === 'case-management');
  for (const step of [
    'screen-case',
    'register-case',
    'make-plan',
    'review-case',
    'close-case',
    'close-out',
  ]) {
    expect([step, await timesDone(ofCase?.id, step)]).toEqual([step, 1]);
  }
  expect(await walk.openTasks()).toEqual([]);
});

it('an overdue registration is reminded of once, by the node that is left', async () => {
  const walk = await CaseWalk.askForHelp({ ...njia, engineUrl });
  await walk.taskOf(walk.officer, 'register-case');
  await walk.letTimePass('registration-overdue');
  const [instance] = await instancesOf(walk.caseId);
  await expect.poll(() => timesDone(instance?.id, 'registration-reminded'), { timeout: 60_000 }).toBe(1);
  expect(await walk.openTasks()).toEqual(['register-case']);
});

it('a person who withdraws consent closes everything that is open', async () => {
  const walk = await CaseWalk.askForHelp({ ...njia, engineUrl });
  await walk.doTask(walk.officer, 'register-case', { decision: 'accepted', reason: 'Confirmed.' });
  await walk.taskOf(walk.officer, 'assess-needs');
  await walk.withdrawConsent();
  await walk.waitForCase<string>('status', (status) => status === 'withdrawn');
  await expect.poll(() => walk.openTasks(), { timeout: 30_000 }).toEqual([]);
});

it('no incident was left behind', async () => {
  for (const key of ['case-management', 'referral']) {
    expect(await askEngine(engineUrl, `/incident?processDefinitionKeyIn=${key}`)).toEqual([]);
  }
});
