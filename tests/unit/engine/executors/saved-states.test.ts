import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { createBpmnEngineExecutor } from '../../../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import type { InstanceState } from '../../../../engine/executors/bpmn-engine/instance-state.ts';
import type { VariableScopes } from '../../../../engine/executors/port.ts';
import { loadFixture } from '../../../support/executor-scenario.ts';

/** Saved by the release that first used this format: one of two referrals has ended, a task is open beside them. */
const SAVED = new URL('../../../fixtures/executor-states/bpmn-elements-17.3.0.json', import.meta.url);

test('an instance saved by an earlier release goes on where it was', async () => {
  const executor = createBpmnEngineExecutor();
  const model = await loadFixture('referrals-until-consent-withdrawn', executor);
  const saved = JSON.parse(await readFile(SAVED, 'utf8')) as {
    state: InstanceState;
    variables: VariableScopes;
  };
  const [executionId = ''] =
    Object.entries(saved.state.waits).find(([, wait]) => wait.activityId === 'withdrawn') ?? [];
  const { state, effects } = executor.advance(
    model,
    saved.state,
    { kind: 'deliver', executionId, variables: {} },
    {
      instanceId: 'instance-1',
      businessKey: 'case-1',
      definitionId: 'definition-1',
      definitionKey: model.processId,
      variables: saved.variables,
      now: new Date('2026-03-02T08:00:00Z'),
      newId: () => 'id-100',
    },
  );
  expect(executor.stateFormat).toBe('bpmn-elements/17.3.0');
  expect(effects.filter(({ kind }) => kind === 'wait-closed')).toHaveLength(3);
  expect(Object.values((state as InstanceState).waits).map(({ activityId }) => activityId)).toEqual([
    'record-withdrawal',
  ]);
});
