import type { ActivityInstanceFailures, MigrationInstruction } from '../../executors/port.ts';
import type { CompiledProcess } from '../model.ts';
import { spotIdOf } from '../places.ts';
import type { Completed, StateNode, TokenState } from '../state.ts';
import { activitiesOf } from './activities.ts';

/** Both models and the instructions of a valid plan. */
export interface Order {
  readonly source: CompiledProcess;
  readonly target: CompiledProcess;
  readonly instructions: readonly MigrationInstruction[];
}

/**
 * Which tokens of an instance a plan leaves without a place, and what else it cannot take along: every activity without
 * anything inside of it needs an instruction.
 */
export function checkInstance(order: Order, state: TokenState): ActivityInstanceFailures[] {
  const mapped = new Set(order.instructions.map(({ source }) => source));
  const parents = new Set(state.nodes.filter(({ is }) => is !== 'armed').map((node) => node.in));
  return state.nodes
    .filter(({ is }) => is !== 'armed')
    .map((node) => {
      const activityId = node.in === null ? order.source.processId : spotIdOf(node);
      const isLeaf = !parents.has(node.id);
      const failures = [
        ...(node.in === null ? [] : failuresOf(node, activityId, { mapped, isLeaf, order })),
        ...completedOf(node).flatMap((one) => undoingFailures(order, one, mapped)),
        ...(node.in !== null && !mapped.has(activityId) && completedOf(node).length > 0
          ? [`What completed in '${activityId}' could not be undone any more: the activity must be mapped`]
          : []),
      ];
      return { executionId: node.id, activityId, failures };
    })
    .filter(({ failures }) => failures.length > 0);
}

function failuresOf(
  node: StateNode,
  activityId: string,
  { mapped, isLeaf, order }: { mapped: ReadonlySet<string>; isLeaf: boolean; order: Order },
): string[] {
  const isUndoing = node.is === 'scope' && node.undoing;
  const failures: string[] = [];
  if (!activitiesOf(order.source).get(activityId)?.isSupported || isUndoing)
    failures.push('The type of the source activity is not supported for activity instance migration');
  if (node.is === 'job')
    failures.push('A token that waits for a job cannot be migrated: let the job run first');
  if (isLeaf && !mapped.has(activityId))
    failures.push("There is no migration instruction for this instance's activity");
  return failures;
}

/** What completed and may have to be undone needs the same handler in the target. */
function undoingFailures(order: Order, { element, inner }: Completed, mapped: ReadonlySet<string>): string[] {
  const handler = order.source.elements.get(element)?.compensatedBy ?? null;
  const id = mapped.has(element)
    ? (order.instructions.find(({ source }) => source === element)?.target ?? element)
    : element;
  const after = order.target.elements.get(id)?.compensatedBy ?? null;
  const inside = (inner ?? []).flatMap((one) => undoingFailures(order, one, mapped));
  if (order.target.elements.has(id) && (handler === null || after !== null)) return inside;
  return [
    `Cannot migrate subscription for compensation handler '${handler ?? element}'. There is no migration instruction for the compensation boundary event`,
    ...inside,
  ];
}

function completedOf(node: StateNode): readonly Completed[] {
  return node.is === 'scope' || node.is === 'loop' ? (node.completed ?? []) : [];
}
