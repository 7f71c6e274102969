import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import { InstanceUnderTest } from '../../support/instance-under-test.ts';

const FOLDER = new URL('../../fixtures/patterns/', import.meta.url);
const core = createTokenCore();

async function instanceOf(pattern: string): Promise<InstanceUnderTest> {
  const { models, problems } = await core.load(readFileSync(new URL(`${pattern}.bpmn`, FOLDER), 'utf8'));
  const [model] = models;
  if (!model) throw new Error(problems.map(({ message }) => message).join('\n'));
  return new InstanceUnderTest(core, model, (state) => JSON.parse(JSON.stringify(state)) as unknown);
}

/** What happens and what then waits; an instance has ended when nothing does. */
type Play = (instance: InstanceUnderTest) => void;
const waits = (instance: InstanceUnderTest, ...ids: string[]): void => {
  expect(instance.waiting).toEqual(ids);
  expect(instance.outcome === undefined).toBe(ids.length > 0);
};

/** The control-flow patterns of van der Aalst, ter Hofstede, Kiepuszewski and Barros, by number. */
const PATTERNS: Record<string, Play> = {
  '01-sequence': (one) => {
    waits(one.start(), 'a');
    waits(one.complete('a'), 'b');
    waits(one.complete('b'));
  },
  '02-parallel-split': (one) => waits(one.start(), 'a', 'b'),
  '03-synchronization': (one) => {
    waits(one.start().complete('b'), 'a');
    waits(one.complete('a'), 'after');
  },
  '04-exclusive-choice': (one) => waits(one.start({ isUrgent: true }), 'a'),
  '05-simple-merge': (one) => waits(one.start({ isUrgent: false }).complete('b'), 'after'),
  '06-multi-choice': (one) => waits(one.start({ risk: 3 }), 'a', 'b'),
  '07-structured-synchronizing-merge': (one) => {
    waits(one.start({ risk: 3 }).complete('a'), 'b');
    waits(one.complete('b'), 'after');
  },
  '08-multi-merge': (one) => waits(one.start().complete('a').complete('b'), 'after', 'after'),
  '09-structured-discriminator': (one) => {
    waits(one.start({ isDone: false }).complete('b'), 'a', 'after');
    waits(one.complete('a'), 'after');
  },
  '10-arbitrary-cycles': (one) => {
    waits(one.start().complete('a').complete('b', { back: 'b' }), 'b');
    waits(one.complete('b', { back: 'a' }), 'a');
    waits(one.complete('a').complete('b', { back: '' }));
  },
  '11-implicit-termination': (one) => {
    waits(one.start().complete('a'), 'b');
    waits(one.complete('b'));
  },
  '12-instances-without-synchronization': (one) => {
    waits(one.start({ n: 3 }), 'work', 'work', 'work');
    waits(one.complete('work'), 'work', 'work');
  },
  '13-instances-known-when-drawn': (one) => {
    waits(one.start(), 'work', 'work', 'work');
    waits(one.complete('work').complete('work'), 'work');
    waits(one.complete('work'), 'after');
  },
  '14-instances-known-at-start': (one) => {
    waits(one.start({ visits: ['home', 'school'] }), 'work', 'work');
    expect(one.visible('work', 'visit')).toBe('home');
    waits(one.complete('work').complete('work'), 'after');
  },
  '15-instances-not-known-before': (one) => {
    waits(one.start(), 'one-more-start', 'work');
    one.deliver('one-more-start').deliver('one-more-start');
    waits(one, 'more-work', 'more-work', 'one-more-start', 'work');
    one.complete('work').complete('more-work').complete('more-work');
    waits(one, 'after');
  },
  '16-deferred-choice': (one) => waits(one.start().fireTimer('late'), 'b'),
  '17-interleaved-parallel-routing': (one) => {
    waits(one.start({ rest: 2 }).deliver('do-b'), 'b');
    waits(one.complete('b', { rest: 1 }), 'do-a', 'do-b');
    waits(one.deliver('do-a').complete('a', { rest: 0 }));
  },
  '18-milestone': (one) => {
    waits(one.start().deliver('document'), 'document', 'file', 'open');
    waits(one.complete('open'), 'closed', 'file');
  },
  '19-cancel-activity': (one) => {
    waits(one.start().deliver('withdrawn'), 'b');
    expect(one.history('canceled')).toEqual(['a']);
    waits(one.complete('b'));
  },
  '20-cancel-case': (one) => {
    waits(one.start().complete('a'));
    expect(one.history('canceled')).toEqual(['b']);
  },
  '21-structured-loop': (one) => {
    waits(one.start({ isMore: true }).complete('body'), 'body');
    waits(one.complete('body', { isMore: false }), 'after');
  },
  '22-recursion': (one) => {
    waits(one.start({ depth: 2 }), 'deeper');
    expect(one.wait('deeper')).toMatchObject({
      call: { calledElement: 'process', variables: { depth: { value: 1 } } },
    });
    waits(one.endCall('deeper', { found: 'leaf' }), 'after');
    expect(one.variable('found')).toBe('leaf');
  },
  '23-transient-trigger': (one) => {
    // Nothing keeps a trigger that comes too early: nobody waits for it.
    waits(one.start(), 'a');
    waits(one.complete('a'), 'trigger');
    waits(one.deliver('trigger'), 'after');
  },
  '24-persistent-trigger': (one) => {
    waits(one.start({ isTriggered: false }).deliver('trigger'), 'a', 'trigger');
    waits(one.complete('a'), 'after', 'trigger');
  },
  '25-cancel-region': (one) => {
    waits(one.start(), 'a', 'b', 'c', 'stop');
    waits(one.deliver('stop'), 'c', 'd');
  },
  '26-cancel-multiple-instance-activity': (one) => {
    waits(one.start({ n: 3 }).complete('work'), 'stop', 'work', 'work');
    waits(one.deliver('stop'), 'other');
  },
  '27-complete-multiple-instance-activity': (one) => {
    waits(one.start({ n: 3, isEnough: false }).complete('work'), 'work', 'work');
    waits(one.complete('work', { isEnough: true }), 'after');
  },
  '29-cancelling-discriminator': (one) => {
    waits(one.start().complete('b'), 'after');
    expect(one.history('canceled')).toEqual(['a']);
  },
  '30-structured-partial-join': (one) => {
    waits(one.start({ done: 0 }).complete('a'), 'b', 'c');
    waits(one.complete('b'), 'after', 'c');
    waits(one.complete('c'), 'after');
  },
  '32-cancelling-partial-join': (one) => {
    waits(one.start({ done: 0 }).complete('a').complete('c'), 'after');
    expect(one.history('canceled')).toEqual(['b']);
  },
  '34-static-partial-join-of-instances': (one) => {
    waits(one.start({ n: 3, done: 0 }).complete('work').complete('work'), 'after', 'work');
    waits(one.complete('work'), 'after');
  },
  '35-cancelling-partial-join-of-instances': (one) => {
    waits(one.start({ n: 3 }).complete('work').complete('work'), 'after');
    expect(one.history('canceled')).toEqual(['work']);
  },
  '37-local-synchronizing-merge': (one) => {
    waits(one.start({ risk: 3 }).complete('b', { isLost: true }), 'a');
    waits(one.complete('a'), 'after');
  },
  '38-general-synchronizing-merge': (one) => {
    waits(one.start({ risk: 3 }).complete('b').complete('a', { isAgain: true }), 'a');
    waits(one.complete('a', { isAgain: false }), 'after');
  },
  '40-interleaved-routing': (one) => {
    waits(one.start({ order: ['b', 'a'] }), 'step');
    expect(one.visible('step', 'which')).toBe('b');
    waits(one.complete('step'), 'step');
    expect(one.visible('step', 'which')).toBe('a');
    waits(one.complete('step'), 'after');
  },
  '42-thread-split': (one) => waits(one.start().complete('a'), 'b', 'b'),
  '43-explicit-termination': (one) => {
    waits(one.start().complete('b'));
    expect(one.history('canceled')).toEqual(['a']);
  },
};

test.each(Object.entries(PATTERNS))('the pattern %s runs', async (pattern, play) => {
  play(await instanceOf(pattern));
});

test('each model of a pattern is run', () => {
  const models = readdirSync(FOLDER).map((name) => name.replace('.bpmn', ''));
  expect(models.toSorted()).toEqual(Object.keys(PATTERNS).toSorted());
});
