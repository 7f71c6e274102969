import { elementIdOf, isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

const ATTRIBUTES = [
  'class',
  'delegateExpression',
  'formHandlerClass',
  'variableMappingClass',
  'variableMappingDelegateExpression',
];
const LISTENERS = ['camunda:ExecutionListener', 'camunda:TaskListener'];

/** No Java code, connector or listener: they run inside one engine only. */
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
  if (LISTENERS.includes(node.$type)) return [`camunda:${lowerFirst(kindOf(node).replace('camunda:', ''))}`];
  if (node.$type === 'camunda:Connector') return ['camunda:connector'];
  if (node.$type === 'camunda:Field') return ['camunda:field'];
  return ATTRIBUTES.filter((name) => text(node, name) !== undefined).map((name) => `camunda:${name}`);
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
