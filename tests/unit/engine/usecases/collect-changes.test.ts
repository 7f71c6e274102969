import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../engine/executors/port.ts';
import { collectChanges, scopesAfter } from '../../../../engine/usecases/step/collect-changes.ts';

const now = new Date('2026-03-02T08:00:00.000Z');
const collect = (effects: Effect[]) => collectChanges(effects, 'i', now);

const activity = (executionId: string) => ({
  executionId,
  activityId: 'work',
  activityName: null,
  activityType: 'serviceTask',
  scopePath: ['i', executionId],
});
const started = (executionId: string): Effect => ({
  kind: 'activity-started',
  parentExecutionId: null,
  ...activity(executionId),
});
const task = (executionId: string): Effect => ({
  kind: 'external-task-created',
  topic: 'work',
  priority: 0,
  extensionProperties: {},
  ...activity(executionId),
});
const set = (scopeId: string, name: string, value: unknown, valueInfo?: Record<string, unknown>): Effect => ({
  kind: 'variable-set',
  scopeId,
  name,
  value: { type: 'String', value, ...(valueInfo ? { valueInfo } : {}) },
});

describe('folding the effects of one step', () => {
  it('writes an activity that started and ended in it once, with its end', () => {
    const changes = collect([started('e'), { kind: 'activity-ended', executionId: 'e', canceled: false }]);
    expect(changes.startedActivities).toMatchObject([
      { executionId: 'e', startedAt: now, endedAt: now, canceled: false },
    ]);
    expect(changes.endedActivities).toEqual([]);
  });

  it('never stores a wait that closed again', () => {
    const changes = collect([task('e'), { kind: 'wait-closed', executionId: 'e' }]);
    expect(changes.openedWaits).toEqual([]);
    expect(changes.closedWaits).toEqual([]);
  });

  it('closes a wait of an earlier step before it opens another one under the same id', () => {
    const changes = collect([{ kind: 'wait-closed', executionId: 'e' }, task('e')]);
    expect(changes.closedWaits).toEqual(['e']);
    expect(changes.openedWaits).toHaveLength(1);
  });

  it('keeps the last value of a variable', () => {
    const changes = collect([set('i', 'a', '1'), set('i', 'a', '2'), set('i', 'b', 'x')]);
    expect(changes.variables.map(({ name, value }) => [name, value.value])).toEqual([
      ['a', '2'],
      ['b', 'x'],
    ]);
  });

  it('forgets the variables of a scope that ended, but not in history', () => {
    const changes = collect([set('e', 'local', '1'), { kind: 'scope-ended', scopeId: 'e' }]);
    expect(changes.variables).toEqual([]);
    expect(changes.endedScopes).toEqual(['e']);
    expect(changes.recordedVariables.map(({ name }) => name)).toEqual(['local']);
  });

  it('does not store transient variables', () => {
    const changes = collect([set('i', 'secret', '1', { transient: true })]);
    expect(changes.variables).toEqual([]);
    expect(changes.recordedVariables).toEqual([]);
  });

  it('sets a variable that was removed before, and removes one that was set before', () => {
    const changes = collect([
      { kind: 'variable-removed', scopeId: 'i', name: 'a' },
      set('i', 'a', '1'),
      set('i', 'b', '1'),
      { kind: 'variable-removed', scopeId: 'i', name: 'b' },
    ]);
    expect(changes.variables.map(({ name }) => name)).toEqual(['a']);
    expect(changes.removedVariables.map(({ name }) => name)).toEqual(['b']);
  });
});

it('tells the variables of all scopes as the step left them, and those before it stay as they were', () => {
  const one = { type: 'String', value: '1' };
  const before = { i: { kept: one, gone: one }, over: { a: one }, other: { b: one } };
  const changes = collect([
    set('i', 'fresh', '2'),
    set('e', 'local', '3'),
    { kind: 'variable-removed', scopeId: 'i', name: 'gone' },
    { kind: 'scope-ended', scopeId: 'over' },
    { kind: 'scope-ended', scopeId: 'i' },
  ]);
  expect(scopesAfter(before, changes)).toEqual({
    i: { kept: one, fresh: expect.objectContaining({ value: '2' }) },
    e: { local: expect.objectContaining({ value: '3' }) },
    other: { b: one },
  });
  expect(before).toEqual({ i: { kept: one, gone: one }, over: { a: one }, other: { b: one } });
});
