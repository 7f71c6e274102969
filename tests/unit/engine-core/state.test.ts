import { expect, test } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import type { AdvanceContext } from '../../../engine/executors/port.ts';
import {
  boundaryEvent,
  externalTask,
  flow,
  multiInstance,
  startEvent,
  timer,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf, loadText } from '../../support/token-core-play.ts';

const core = createTokenCore();

function contextOf(): AdvanceContext {
  let ids = 0;
  return {
    instanceId: 'i',
    businessKey: null,
    definitionId: 'd',
    definitionKey: 'process',
    variables: { i: {} },
    now: new Date('2026-01-01T00:00:00Z'),
    newId: () => `e${(ids += 1)}`,
  };
}

test('the state says where the tokens stand, in words', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    userTask('decide'),
    boundaryEvent('remind', 'decide', timer('timeCycle', 'R2/P1D'), false),
    userTask('reminded'),
    flow('start -> decide'),
    flow('remind -> reminded'),
  );
  expect(instance.start().state).toEqual({
    format: 'token/1',
    nodes: [
      { id: 'instance-1', element: 'process', in: null, is: 'scope' },
      { id: 'id-2', element: 'decide', in: 'instance-1', is: 'waiting' },
      {
        id: 'id-3',
        element: 'remind',
        in: 'id-2',
        is: 'armed',
        schedule: { dueAt: '2026-03-03T08:00:00.000Z', cycle: { expression: 'R2/P1D', remaining: 1 } },
      },
    ],
  });
});

test('advance leaves the state, the variables and the model as they were', async () => {
  // given
  const model = await loadText(
    startEvent('start'),
    externalTask('work', {}, multiInstance({ cardinality: '3' })),
    userTask('after'),
    flow('start -> work -> after'),
  );
  const context = contextOf();
  const { state, effects } = core.advance(model, null, { kind: 'start', variables: {} }, context);
  const before = JSON.stringify(state);
  const opened = effects.find((effect) => effect.kind === 'external-task-created');
  const variables = { i: {}, e2: { nrOfInstances: { type: 'Integer', value: 3 } } };
  const event = { kind: 'complete' as const, executionId: opened?.executionId ?? '', variables: {} };
  // when
  const one = core.advance(model, state, event, { ...contextOf(), variables });
  const other = core.advance(model, state, event, { ...contextOf(), variables });
  // then
  expect(JSON.stringify(state)).toBe(before);
  expect(variables).toEqual({ i: {}, e2: { nrOfInstances: { type: 'Integer', value: 3 } } });
  expect(one).toEqual(other);
  expect(Object.isFrozen(model)).toBe(true);
});

test('a state of another executor or of another model is refused', async () => {
  const model = await loadText(startEvent('start'), userTask('a'), flow('start -> a'));
  const event = { kind: 'complete' as const, executionId: 'e1', variables: {} };
  expect(() => core.advance(model, { definition: {} }, event, contextOf())).toThrow(
    /not in the format 'token\/1'/,
  );
  const redrawn = { format: 'token/1', nodes: [{ id: 'e1', element: 'gone', in: null, is: 'waiting' }] };
  expect(() => core.advance(model, redrawn, event, contextOf())).toThrow(/no element 'gone' any more/);
});

test('an event for something that does not wait is refused', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    userTask('a'),
    userTask('b'),
    flow('start -> a -> b'),
  );
  const model = await loadText(startEvent('start'), userTask('a'), flow('start -> a'));
  const { state } = core.advance(model, null, { kind: 'start', variables: {} }, contextOf());
  const late = { kind: 'complete' as const, executionId: 'gone', variables: {} };
  expect(() => core.advance(model, state, late, contextOf())).toThrow(
    /Nothing waits under the execution id 'gone'/,
  );
  const wrong = { kind: 'fire-timer' as const, executionId: instance.start().idOf('a') };
  expect(() => core.advance(model, instance.state, wrong, contextOf())).toThrow(
    /'a' does not wait for an event/,
  );
});
