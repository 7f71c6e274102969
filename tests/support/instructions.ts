import type { Instantiation, ModificationInstruction } from '../../engine/executors/port.ts';
import { variables } from './instance-under-test.ts';

interface How {
  in?: string;
  with?: Record<string, unknown>;
  local?: Record<string, unknown>;
}

function instantiation(how: How): Instantiation {
  return {
    ancestorExecutionId: how.in ?? null,
    variables: variables(how.with ?? {}),
    localVariables: variables(how.local ?? {}),
  };
}

export const startBefore = (activityId: string, how: How = {}): ModificationInstruction => ({
  kind: 'start-before',
  activityId,
  ...instantiation(how),
});

export const startAfter = (activityId: string, how: How = {}): ModificationInstruction => ({
  kind: 'start-after',
  activityId,
  ...instantiation(how),
});

export const startTransition = (transitionId: string): ModificationInstruction => ({
  kind: 'start-transition',
  transitionId,
  ...instantiation({}),
});

export const cancelAll = (activityId: string, onlyCurrent = false): ModificationInstruction => ({
  kind: 'cancel-activity',
  activityId,
  onlyCurrent,
});

export const cancelOne = (executionId: string): ModificationInstruction => ({
  kind: 'cancel-instance',
  executionId,
});
