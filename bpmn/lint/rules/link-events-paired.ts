import { definitionsOf, isExecuted, kindOf, siblingsOf, text } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

const OPPOSITE: Readonly<Record<string, string>> = {
  IntermediateThrowEvent: 'IntermediateCatchEvent',
  IntermediateCatchEvent: 'IntermediateThrowEvent',
};

/** A link leads from one or more throwing events to exactly one catching event of its name beside them. */
export function linkEventsPaired(): Rule {
  return {
    check(node, reporter) {
      const name = linkName(node);
      if (name === undefined || !isExecuted(node)) return;
      const opposite = OPPOSITE[kindOf(node)];
      const partners = siblingsOf(node).filter((one) => kindOf(one) === opposite && linkName(one) === name);
      const report = (message: string): void => reporter.report(node.id ?? '', message);
      if (name === '') report('Give the link a name; it finds its partner by it.');
      else if (partners.length === 0) report(`No link event of the other kind beside it is named '${name}'.`);
      else if (kindOf(node) === 'IntermediateThrowEvent' && partners.length > 1) {
        report(`Several catching link events are named '${name}': it could not be told where to go on.`);
      }
    },
  };
}

function linkName(event: BpmnNode): string | undefined {
  const [definition] = definitionsOf(event);
  return definition && kindOf(definition) === 'LinkEventDefinition'
    ? (text(definition, 'name') ?? '')
    : undefined;
}
