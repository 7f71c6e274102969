import { text } from './bpmn-node.ts';
import type { BpmnNode } from './bpmn-node.ts';

/** For each binding, what the attribute it needs is called behind the reference. */
const BINDINGS: ReadonlyMap<string, string | null> = new Map([
  ['latest', null],
  ['deployment', null],
  ['version', 'Version'],
  ['versionTag', 'VersionTag'],
]);

/** What is wrong with the version in which a process or decision is referred to; null when nothing is. */
export function bindingProblem(node: BpmnNode, reference: 'calledElement' | 'decisionRef'): string | null {
  const binding = text(node, `${reference}Binding`) ?? 'latest';
  const ending = BINDINGS.get(binding);
  if (ending === undefined)
    return `camunda:${reference}Binding is '${binding}': use one of ${[...BINDINGS.keys()].join(', ')}.`;
  const attribute = reference + (ending ?? '');
  return ending !== null && !text(node, attribute)
    ? `The binding '${binding}' needs camunda:${attribute}.`
    : null;
}
