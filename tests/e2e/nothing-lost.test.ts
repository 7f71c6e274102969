import { describe, expect, inject, it } from 'vitest';
import { askEngine } from '../support/ask-engine.ts';
import { killPart, pausePart } from '../support/parts-of-njia.ts';
import { waitFor } from '../support/wait-for.ts';
import { CaseWalk } from '../walk/case-walk.ts';
import { walkThrough } from '../walk/walk-through.ts';

const njia = inject('njia');

const instancesOf = (caseId: string): Promise<{ id: string }[]> =>
  askEngine(
    njia.engineUrl,
    `/history/process-instance?processInstanceBusinessKey=${caseId}&processDefinitionKey=case-management`,
  );

/** How often the activity ended in the engine's history. */
async function timesDone(instanceId: string, activityId: string): Promise<number> {
  const answer = await askEngine<{ count: number }>(
    njia.engineUrl,
    `/history/activity-instance/count?processInstanceId=${instanceId}&activityId=${activityId}&finished=true`,
  );
  return answer.count;
}

describe('nothing is lost', () => {
  it('when the engine is killed with -9 between any two steps of a case', async () => {
    const walk = await walkThrough(
      njia,
      () => undefined,
      () => killPart(njia.launcherPid, 'engine'),
    );
    const [instance, ...more] = await instancesOf(walk.caseId);
    expect(more).toEqual([]);
    for (const step of [
      'screen-case',
      'register-case',
      'assess-needs',
      'make-plan',
      'review-case',
      'close-case',
    ]) {
      expect([step, await timesDone(instance?.id ?? '', step)]).toEqual([step, 1]);
    }
  });

  it('when someone asks for help while the engine does not answer: the case starts when it is back', async () => {
    // given
    await pausePart(njia.launcherPid, 'engine');

    // when
    const walk = await CaseWalk.askForHelp(njia);
    await killPart(njia.launcherPid, 'engine');

    // then
    await walk.taskOf(walk.officer, 'register-case');
    expect(await instancesOf(walk.caseId)).toHaveLength(1);
  });

  it('when the workers are killed with -9 in the middle of their work', async () => {
    // given
    const walk = await CaseWalk.askForHelp(njia);

    // when
    const [instance] = await waitFor('the instance', async () => {
      const found = await instancesOf(walk.caseId);
      return found.length > 0 ? found : undefined;
    });
    await killPart(njia.launcherPid, 'workers');

    // then
    await walk.taskOf(walk.officer, 'register-case');
    expect(await timesDone(instance?.id ?? '', 'screen-case')).toBe(1);
  });

  it('when a form is sent twice at the same time: it acts once', async () => {
    // given
    const walk = await CaseWalk.askForHelp(njia);
    const task = await walk.taskOf(walk.officer, 'register-case');
    await walk.officer.send('POST', `/njia/tasks/${task.id}/claim`, {});
    const values = { decision: 'accepted', reason: 'Confirmed.' };

    // when
    const complete = (): Promise<unknown> =>
      walk.officer.send('POST', `/njia/tasks/${task.id}/complete`, { values });
    await Promise.all([complete(), complete()]);
    await complete();

    // then
    await walk.taskOf(walk.officer, 'assess-needs');
    const [instance] = await instancesOf(walk.caseId);
    expect(await timesDone(instance?.id ?? '', 'register-case')).toBe(1);
    const forms = await walk.officer.get<unknown[]>(`/items/registrations?filter[case][_eq]=${walk.caseId}`);
    expect(forms).toHaveLength(1);
  });
});
