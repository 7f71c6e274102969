import type { MappedElement } from './library.ts';

/** A link is a sequence flow drawn without a line: each pair of link events becomes two passing nodes and a flow. */
export function replaceLinks(
  activities: MappedElement[],
  sequenceFlows: MappedElement[],
): { activities: MappedElement[]; sequenceFlows: MappedElement[] } {
  const targets = activities.filter(({ type }) => type === 'bpmn:IntermediateCatchEvent').filter(isLink);
  const sources = activities.filter(({ type }) => type === 'bpmn:IntermediateThrowEvent').filter(isLink);
  const added = sources.flatMap((source) => {
    const target = targets.find(
      (candidate) => linkName(candidate) === linkName(source) && candidate.parent?.id === source.parent?.id,
    );
    return target && source.parent ? [linkFlow(source, target, source.parent)] : [];
  });
  const replaced = activities.map((element) =>
    isLink(element) ? { ...element, type: 'bpmn:IntermediateThrowEvent', behaviour: {} } : element,
  );
  return { activities: replaced, sequenceFlows: [...sequenceFlows, ...added] };
}

function linkFlow(
  source: MappedElement,
  target: MappedElement,
  parent: { id: string; type: string },
): MappedElement {
  return {
    id: `link-${source.id}-${target.id}`,
    type: 'bpmn:SequenceFlow',
    sourceId: source.id,
    targetId: target.id,
    parent,
    behaviour: {},
  };
}

function definitionOf(element: MappedElement): MappedElement | undefined {
  return (element.behaviour['eventDefinitions'] as MappedElement[] | undefined)?.[0];
}

function isLink(element: MappedElement): boolean {
  return definitionOf(element)?.type === 'bpmn:LinkEventDefinition';
}

function linkName(element: MappedElement): unknown {
  return definitionOf(element)?.behaviour['name'];
}
