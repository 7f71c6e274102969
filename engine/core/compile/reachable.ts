import { linkName } from './events.ts';
import { child, children, kindOf } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/**
 * Ids of the elements beside an inclusive gateway from which a token can come to it along sequence flows and links; the
 * gateway itself when it stands in a circle.
 */
export function reachableFrom(gateway: ModdleElement): ReadonlySet<string> {
  const siblings = children(gateway.$parent, 'flowElements');
  const found = new Set<string>();
  const open = [gateway];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const source of sourcesOf(at, siblings)) {
      if (found.has(source.id ?? '')) continue;
      found.add(source.id ?? '');
      open.push(source);
    }
  }
  return found;
}

function sourcesOf(element: ModdleElement, siblings: ModdleElement[]): ModdleElement[] {
  const sources = children(element, 'incoming').map((flow) => child(flow, 'sourceRef'));
  const name = kindOf(element) === 'IntermediateCatchEvent' ? linkName(element) : undefined;
  const links =
    name === undefined
      ? []
      : siblings.filter((one) => kindOf(one) === 'IntermediateThrowEvent' && linkName(one) === name);
  return [...sources, ...links].filter((source) => source !== undefined);
}
