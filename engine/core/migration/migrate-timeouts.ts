import { armTimeouts, disarm, timeoutOf } from '../arming.ts';
import type { CompiledProcess, Timeout } from '../model.ts';
import type { ArmedNode } from '../state.ts';
import type { Step } from '../step.ts';
import type { Order } from './check-instance.ts';
import { reportMoved } from './report-moved.ts';

/**
 * Listeners of user tasks that wait for a time. Those the target has too go on waiting as they did, or anew when the
 * instruction of the task says so; others end, and those that are new in the target begin to wait. One that has heard does
 * not come back.
 */
export function migrateTimeouts(step: Step, order: Order, armed: readonly ArmedNode[]): void {
  for (const timer of armed) migrateTimer(step, order, timer);
  for (const node of [...step.nodes.values()]) {
    if (node.is !== 'waiting') continue;
    const known = new Set(
      order.instructions
        .filter(({ target }) => target === node.element)
        .flatMap(({ source }) => timeoutsOf(order.source, source).map(({ id }) => id)),
    );
    armTimeouts(
      step,
      node,
      timeoutsOf(step.model, node.element).filter(({ id }) => !known.has(id)),
    );
  }
}

function migrateTimer(step: Step, { instructions }: Order, timer: ArmedNode): void {
  const task = step.nodes.get(timer.in ?? '');
  const timeout = task && timeoutOf(step.element(task.element), timer);
  if (!task || !timeout) return step.closeWait(timer.id);
  if (instructions.find(({ source }) => source === timer.element)?.updateEventTrigger) {
    disarm(step, timer);
    return armTimeouts(step, task, [timeout]);
  }
  const moved = { ...timer, element: task.element };
  step.put(moved);
  reportMoved(step, moved);
}

function timeoutsOf({ elements }: CompiledProcess, id: string): readonly Timeout[] {
  const behaviour = elements.get(id)?.behaviour;
  return behaviour?.kind === 'user-task' ? behaviour.task.timeouts : [];
}
