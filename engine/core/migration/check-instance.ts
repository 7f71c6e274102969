import type { ActivityInstanceFailures, MigrationInstruction } from '../../executors/port.ts';
import type { CompiledProcess } from '../model.ts';
import { findSpot, jobsOf, tokenSpotId } from '../places.ts';
import type { Completed, JobNode, StateNode, TokenState } from '../state.ts';
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
  const instructions = new Map(order.instructions.map((one) => [one.source, one]));
  const mapped = new Set(instructions.keys());
  const nodes = new Map(state.nodes.map((node) => [node.id, node]));
  const parents = new Set(state.nodes.filter(({ is }) => is !== 'armed').map((node) => node.in));
  return state.nodes
    .filter(({ is }) => is !== 'armed')
    .map((node) => {
      const activityId = node.in === null ? order.source.processId : tokenSpotId(order.source, nodes, node);
      const instruction = instructions.get(activityId);
      const failures =
        node.is === 'job'
          ? transitionFailures(order, node, instruction)
          : [
              ...(node.in === null ? [] : activityFailures(order, node, activityId)),
              ...(node.in === null || parents.has(node.id) || instruction ? [] : [NO_INSTRUCTION]),
              ...completedOf(node).flatMap((one) => undoingFailures(order, one, mapped)),
              ...(node.in !== null && !instruction && completedOf(node).length > 0
                ? [
                    `What completed in '${activityId}' could not be undone any more: the activity must be mapped`,
                  ]
                : []),
            ];
      return { executionId: node.id, activityId, isTransition: node.is === 'job', failures };
    })
    .filter(({ failures }) => failures.length > 0);
}

const NO_INSTRUCTION = "There is no migration instruction for this instance's activity";

function activityFailures({ source }: Order, node: StateNode, activityId: string): string[] {
  const isUndoing = node.is === 'scope' && node.undoing;
  if (activitiesOf(source).get(activityId)?.isSupported && !isUndoing) return [];
  return ['The type of the source activity is not supported for activity instance migration'];
}

/** A token that waits for a job needs a target with such a job, and behind an activity a flow to go on along. */
function transitionFailures(
  { target }: Order,
  node: JobNode,
  instruction: MigrationInstruction | undefined,
): string[] {
  const spot = instruction && findSpot(target, instruction.target);
  if (!spot) return [NO_INSTRUCTION];
  const jobs = jobsOf(spot);
  if (node.at === 'before') return jobs.before ? [] : ['Target activity is not asyncBefore'];
  const { outgoing } = spot.element;
  return [
    ...(jobs.after ? [] : ['Target activity is not asyncAfter']),
    ...(outgoing.length > 1 && node.flow === null
      ? [
          'Transition instance is assigned to no sequence flow and target activity has more than one outgoing sequence flow',
        ]
      : []),
    ...(outgoing.length > 1 && node.flow !== null && !outgoing.some(({ id }) => id === node.flow)
      ? ['Transition instance is assigned to a sequence flow that cannot be matched in the target activity']
      : []),
  ];
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
