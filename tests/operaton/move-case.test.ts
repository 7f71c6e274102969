import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { deployPathways } from '../../launcher/deploy-pathways.ts';
import { EngineClient } from '../support/engine-client.ts';

const { engineUrl } = inject('operaton') ?? { engineUrl: '' };
const client = new EngineClient(engineUrl);
const text = (value: string) => ({ type: 'String', value });

interface ActiveTree {
  childActivityInstances: ActiveTree[];
  activityId: string;
}

/** Activities without anything inside: where the tokens are. */
const leavesOf = (tree: ActiveTree): string[] =>
  tree.childActivityInstances.length === 0
    ? [tree.activityId]
    : tree.childActivityInstances.flatMap(leavesOf);

beforeAll(() => deployPathways(engineUrl, join(import.meta.dirname, '../../bpmn')));

it('a case is started at the step where another engine had it, as docs/operations/scale-out.md says', async () => {
  const startAt = (variables: Record<string, unknown>, activityId: string) =>
    client.post<{ id: string }>('/process-definition/key/case-management/start', {
      businessKey: randomUUID(),
      variables,
      startInstructions: [{ type: 'startBeforeActivity', activityId }],
    });
  const old = await startAt(
    {
      caseId: text(randomUUID()),
      riskLevel: text('low'),
      assessmentDueAt: { type: 'Date', value: '2031-05-06T07:08:09.000+0000' },
      planReferralIds: { type: 'Json', value: '["r-1"]' },
    },
    'assess-needs',
  );

  // What a person does: read where the case is and what it knows, and start it there.
  const variables = await client.get<Record<string, unknown>>(
    `/process-instance/${old.id}/variables?deserializeValues=false`,
  );
  const [step = ''] = leavesOf(
    await client.get<ActiveTree>(`/process-instance/${old.id}/activity-instances`),
  );
  const moved = await startAt(variables, step);

  expect(await client.get(`/task?processInstanceId=${moved.id}`)).toMatchObject([
    { taskDefinitionKey: 'assess-needs', due: '2031-05-06T07:08:09.000+0000' },
  ]);
  expect(await client.get(`/job?processInstanceId=${moved.id}`)).toMatchObject([
    { dueDate: '2031-05-06T07:08:09.000+0000' },
  ]);
  expect(await client.get(`/process-instance/${moved.id}/variables?deserializeValues=false`)).toEqual(
    variables,
  );
});
