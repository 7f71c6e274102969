import { children, definitionsOf, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Looked for once in each scope: a file may hold thousands of elements. */
const known = new WeakMap<ModdleElement, Map<string, ModdleElement[]>>();

/** A link's name; undefined for an event that is none. */
export function linkName(event: ModdleElement): string | undefined {
  const [definition] = definitionsOf(event);
  return definition && kindOf(definition) === 'LinkEventDefinition'
    ? (text(definition, 'name') ?? '')
    : undefined;
}

/** The events of a scope that throw or catch the link of a name. */
export function linksNamed(
  name: string,
  kind: 'IntermediateThrowEvent' | 'IntermediateCatchEvent',
  scope: ModdleElement,
): ModdleElement[] {
  let byName = known.get(scope);
  if (!byName) {
    const links = children(scope, 'flowElements').filter((one) => linkName(one) !== undefined);
    byName = Map.groupBy(links, (one) => `${kindOf(one)} ${linkName(one)}`);
    known.set(scope, byName);
  }
  return byName.get(`${kind} ${name}`) ?? [];
}
