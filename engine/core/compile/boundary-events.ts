import { child, children, kindOf } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Looked for once in each scope: a file may hold tens of thousands of elements. */
const known = new WeakMap<ModdleElement, Map<ModdleElement | undefined, ModdleElement[]>>();

/** Boundary events attached to an activity of a scope, in the order of the file. */
export function boundaryEventsOn(host: ModdleElement, scope: ModdleElement): ModdleElement[] {
  let byHost = known.get(scope);
  if (!byHost) {
    const events = children(scope, 'flowElements').filter((one) => kindOf(one) === 'BoundaryEvent');
    byHost = Map.groupBy(events, (event) => child(event, 'attachedToRef'));
    known.set(scope, byHost);
  }
  return byHost.get(host) ?? [];
}
