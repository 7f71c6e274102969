import { linkName, linksNamed } from './links.ts';
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
  const found = new Set<string>();
  const open = [child(flow, 'sourceRef')];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at === gateway || found.has(at.id ?? '')) continue;
    found.add(at.id ?? '');
    open.push(...sourcesOf(at));
  }
  return found;
}

/** Each gateway asks for those of all elements before it. */
const known = new WeakMap<ModdleElement, ModdleElement[]>();

function sourcesOf(element: ModdleElement): ModdleElement[] {
  const sources = known.get(element) ?? readSources(element);
  known.set(element, sources);
  return sources;
}

function readSources(element: ModdleElement): ModdleElement[] {
  const sources = children(element, 'incoming').map((flow) => child(flow, 'sourceRef'));
  const name = kindOf(element) === 'IntermediateCatchEvent' ? linkName(element) : undefined;
  const { $parent: scope } = element;
  const links = name === undefined || !scope ? [] : linksNamed(name, 'IntermediateThrowEvent', scope);
  return [...sources, ...links].filter((source) => source !== undefined);
}
