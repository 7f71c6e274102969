import { elementIdOf, isExecuted, text } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

const ATTRIBUTES = [
  'class',
  'delegateExpression',
  'formHandlerClass',
  'variableMappingClass',
  'variableMappingDelegateExpression',
];

/** No Java code or connector, in listeners neither: they run inside one engine only. */
export function noJava(): Rule {
  return {
    check(node, reporter) {
      if (!isExecuted(node)) return;
      for (const what of javaIn(node)) {
        reporter.report(elementIdOf(node), `${what} runs inside a Java engine only: use an external task.`);
      }
    },
  };
}

function javaIn(node: BpmnNode): string[] {
  if (node.$type === 'camunda:Connector') return ['camunda:connector'];
  if (node.$type === 'camunda:Field') return ['camunda:field'];
  return ATTRIBUTES.filter((name) => text(node, name) !== undefined).map((name) => `camunda:${name}`);
}
