import { linkName } from './events.ts';
import { child, children, kindOf } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/**
 * For each incoming flow of an inclusive gateway the ids of the elements beside it from which a token can come along that
 * flow, by sequence flows and links and without passing the gateway.
 */
export function sourcesOfJoin(gateway: ModdleElement): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(children(gateway, 'incoming').map((flow) => [flow.id ?? '', elementsBefore(flow, gateway)]));
}

function elementsBefore(flow: ModdleElement, gateway: ModdleElement): ReadonlySet<string> {
  const siblings = children(gateway.$parent, 'flowElements');
  const found = new Set<string>();
  const open = [child(flow, 'sourceRef')];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at === gateway || found.has(at.id ?? '')) continue;
    found.add(at.id ?? '');
    open.push(...sourcesOf(at, siblings));
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
