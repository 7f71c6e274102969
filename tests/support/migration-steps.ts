import { expect } from 'vitest';
import type { MigrationInstruction } from '../../engine/executors/port.ts';
import { flow, startEvent, userTask } from './bpmn-text.ts';
import type { InstanceUnderTest } from './instance-under-test.ts';

/** An instruction. */
export const map = (source: string, target = source, updateEventTrigger = false): MigrationInstruction => ({
  source,
  target,
  updateEventTrigger,
});

/** Everything but what belongs to the token itself stays: the wait under the same id was neither closed nor opened. */
export function keepsWait(
  instance: InstanceUnderTest,
  from: string,
  to: string,
  migrate: () => unknown,
): void {
  const before = instance.idOf(from);
  const seen = instance.effects.length;
  migrate();
  expect(instance.idOf(to)).toBe(before);
  const opened = instance.effects
    .slice(seen)
    .filter((effect) => 'executionId' in effect && effect.executionId === before);
  expect(opened.map(({ kind }) => kind)).toEqual(['activity-migrated']);
}

/** User tasks one after the other. */
export const line = (...tasks: string[]): string[] => [
  startEvent('start'),
  ...tasks.map((id) => userTask(id)),
  flow(['start', ...tasks].join(' -> ')),
];
