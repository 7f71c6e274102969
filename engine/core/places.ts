/**
 * Activities as Camunda counts them where tokens are moved by hand or migrated: a multi-instance activity is two, the body
 * (`<id>#multiInstanceBody`) and the activity in it.
 */
import { LOOP_SUFFIX } from './loop-body.ts';
import type { CompiledProcess, Element, JobSettings } from './model.ts';
import type { StateNode } from './state.ts';

/** An activity, or the body of a multi-instance activity. */
export interface Spot {
  /** With the suffix for a body. */
  readonly id: string;
  readonly element: Element;
  readonly isBody: boolean;
}

/** The activity of an id; undefined when the model has none. The process itself is none. */
export function findSpot(model: CompiledProcess, id: string): Spot | undefined {
  const isBody = id.endsWith(LOOP_SUFFIX);
  const element = model.elements.get(isBody ? id.slice(0, -LOOP_SUFFIX.length) : id);
  if (!element || element.scope === null || (isBody && !element.loop)) return undefined;
  return { id, element, isBody };
}

/** All activities of a model, bodies before what is in them. */
export function allSpots(model: CompiledProcess): Spot[] {
  return [...model.elements.values()]
    .filter(({ scope }) => scope !== null)
    .flatMap((element) => [...(element.loop ? [bodyOf(element)] : []), innerOf(element)]);
}

/** What an activity stands in; null for the process. */
export function flowScopeOf(model: CompiledProcess, { element, isBody }: Spot): Spot | null {
  if (element.loop && !isBody) return bodyOf(element);
  const scope = model.elements.get(element.scope ?? '');
  return scope && scope.scope !== null ? innerOf(scope) : null;
}

/** What an activity stands in, from the innermost scope out; without the process. */
export function scopesAround(model: CompiledProcess, spot: Spot): Spot[] {
  const found: Spot[] = [];
  for (let at = flowScopeOf(model, spot); at; at = flowScopeOf(model, at)) found.push(at);
  return found;
}

/** The id of what a node is an instance of. */
export function spotIdOf(node: StateNode): string {
  return node.is === 'loop' ? node.element + LOOP_SUFFIX : node.element;
}

/** As `spotIdOf`, also for tokens that wait for a job: those outside of a loop wait before or behind all of it. */
export function tokenSpotId(
  model: CompiledProcess,
  nodes: ReadonlyMap<string, StateNode>,
  node: StateNode,
): string {
  if (node.is !== 'job' || !model.elements.get(node.element)?.loop) return spotIdOf(node);
  const isInside = nodes.get(node.in ?? '')?.element === node.element;
  return isInside ? node.element : node.element + LOOP_SUFFIX;
}

/** Where jobs take over around an activity. */
export function jobsOf({ element, isBody }: Spot): JobSettings {
  return element.loop && !isBody ? element.loop.jobs : element.jobs;
}

function bodyOf(element: Element): Spot {
  return { id: element.id + LOOP_SUFFIX, element, isBody: true };
}

function innerOf(element: Element): Spot {
  return { id: element.id, element, isBody: false };
}
