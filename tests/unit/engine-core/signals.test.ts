import { describe, expect, test } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import {
  boundaryEvent,
  bpmnFile,
  catchEvent,
  endEvent,
  eventSubprocess,
  flow,
  mapping,
  parallel,
  signal,
  startEvent,
  subprocess,
  throwEvent,
  userTask,
} from '../../support/bpmn-text.ts';
import { InstanceUnderTest } from '../../support/instance-under-test.ts';
import { instanceOf } from '../../support/token-core-play.ts';

describe('a signal thrown and caught in one instance', () => {
  test('interrupts the throwing token before it goes on, as in Camunda', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('work'),
      throwEvent('stop', {}, signal('Stop')),
      userTask('never'),
      flow('start -> work -> stop -> never'),
      eventSubprocess('reaction', signal('Stop'), [userTask('react'), flow('reaction-start -> react')]),
    );
    expect(instance.start().complete('work').waiting).toEqual(['react']);
    expect(instance.history('canceled')).toContain('stop');
  });

  test('is caught although the token that throws it is the last one', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('work'),
      endEvent('stop', {}, signal('Stop')),
      flow('start -> work -> stop'),
      eventSubprocess('reaction', signal('Stop'), [userTask('react'), flow('reaction-start -> react')]),
    );
    expect(instance.start().complete('work').waiting).toEqual(['react']);
  });

  test('reaches all who wait at that moment, and nobody who begins to wait after it', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      catchEvent('first', {}, signal('Go')),
      userTask('one'),
      subprocess('scope', {}, startEvent('inner'), userTask('inside'), flow('inner -> inside')),
      boundaryEvent('heard', 'scope', signal('Go'), false),
      userTask('two'),
      userTask('work'),
      throwEvent('go', {}, signal('Go')),
      catchEvent('later', {}, signal('Go')),
      flow('start -> fork -> first -> one'),
      flow('fork -> scope'),
      flow('heard -> two'),
      flow('fork -> work -> go -> later'),
    );
    expect(instance.start().complete('work').waiting).toEqual(['heard', 'inside', 'later', 'one', 'two']);
  });

  test('has the name the catching event had when it began to wait', async () => {
    const xml = bpmnFile(
      startEvent('start'),
      parallel('fork'),
      subprocess(
        'scope',
        {},
        mapping({ to: 'here' }),
        startEvent('inner'),
        catchEvent('first', {}, signal('Go')),
        userTask('one'),
        flow('inner -> first -> one'),
      ),
      userTask('work'),
      throwEvent('go', {}, signal('Go')),
      flow('start -> fork -> scope'),
      flow('fork -> work -> go'),
    ).replace('name="Go"', 'name="Go-${to}"');
    const core = createTokenCore();
    const { models } = await core.load(xml);
    const instance = new InstanceUnderTest(core, models[0]!, (state) => state);
    instance.start({ to: 'there' }).complete('work');
    expect(instance.waiting).toEqual(['first']);
  });
});
