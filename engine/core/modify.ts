/** Tokens moved by hand: Camunda's process instance modification. */
import { ExecutorFailure, NotValid } from '../executors/executor-failure.ts';
import type { ModificationInstruction } from '../executors/port.ts';
import { endProcess } from './behaviours/leave.ts';
import { countInstances } from './behaviours/loops.ts';
import { cancel, cancelInside, update } from './lifecycle.ts';
import { hearEnd } from './listeners.ts';
import { startAt, startAfter } from './instantiate.ts';
import { tokenSpotId } from './places.ts';
import type { StateNode } from './state.ts';
import type { Step } from './step.ts';

/**
 * Carries out instructions one after the other; after each the tokens it started move until they wait. The instance ends
 * only when nothing is left after the last one: completed when its last token came to an end, else terminated.
 *
 * @throws NotValid when an instruction names what is not there, ExecutorFailure when it cannot be carried out.
 */
export function modify(
  step: Step,
  instructions: readonly ModificationInstruction[],
  move: (step: Step) => void,
): void {
  const { instanceId } = step.context;
  const before = new Set(step.nodes.keys());
  step.isHeld = true;
  for (const instruction of instructions) {
    // An error nobody caught has ended the instance.
    if (step.nodes.size === 0) return;
    carryOut(step, instruction, before);
    move(step);
  }
  step.isHeld = false;
  if (step.nodes.size === 0 || step.hasTokens(instanceId)) return;
  if (step.hasEnded) return endProcess(step);
  cancelInside(step, instanceId);
  hearEnd(step, step.node(instanceId), true);
  step.clear();
  step.effects.push({ kind: 'instance-ended', outcome: 'terminated' });
}

function carryOut(step: Step, instruction: ModificationInstruction, before: ReadonlySet<string>): void {
  switch (instruction.kind) {
    case 'cancel-instance':
      return cancelInstance(step, instruction.executionId);
    case 'cancel-activity':
      return cancelActivity(step, instruction, before);
    case 'start-before':
      return startAt(step, instruction.activityId, instruction);
    case 'start-after':
      return startAfter(step, flowAfter(step, instruction.activityId), instruction);
    case 'start-transition':
      return startAfter(step, instruction.transitionId, instruction);
  }
}

function cancelInstance(step: Step, executionId: string): void {
  const node = step.nodes.get(executionId);
  if (node && node.is !== 'armed') return cancelUpwards(step, node);
  throw new NotValid(
    `Cannot perform instruction: Cancel activity instance '${executionId}'; Activity instance '${executionId}' does not exist: activityInstance is null`,
  );
}

function cancelActivity(
  step: Step,
  { activityId, onlyCurrent }: { activityId: string; onlyCurrent: boolean },
  before: ReadonlySet<string>,
): void {
  const isMeant = (node: StateNode): boolean =>
    node.is !== 'armed' &&
    tokenSpotId(step.model, step.nodes, node) === activityId &&
    (!onlyCurrent || before.has(node.id));
  for (const { id } of [...step.nodes.values()].filter(isMeant)) {
    const node = step.nodes.get(id);
    if (node) cancelUpwards(step, node);
  }
}

/**
 * Cancels a node, and each scope around it in which nothing else is left; the other instances of a multi-instance activity
 * go on without it.
 */
function cancelUpwards(step: Step, node: StateNode): void {
  if (node.in === null) {
    step.hasEnded = false;
    for (const child of step.children(node.id)) if (child.is !== 'armed') cancel(step, child);
    return;
  }
  const parent = step.node(node.in);
  const isAlone = !step.children(parent.id).some((other) => other.is !== 'armed' && other.id !== node.id);
  if (isAlone) return cancelUpwards(step, parent);
  cancel(step, node);
  if (parent.is === 'loop') countInstances(step, update(step, parent, { active: parent.active - 1 }));
}

/** The only flow out of an activity. */
function flowAfter(step: Step, activityId: string): string {
  const element = step.model.elements.get(activityId);
  if (!element) {
    throw new NotValid(
      `Cannot perform instruction: Start after activity '${activityId}'; Activity '${activityId}' does not exist: activity is null`,
    );
  }
  const [flow, another] = element.outgoing;
  if (flow && !another) return flow.id;
  throw new ExecutorFailure(
    `Cannot start after activity ${activityId}; activity has ${flow ? 'more than one outgoing sequence flow' : 'no outgoing sequence flow to take'}`,
    { activityId },
  );
}
