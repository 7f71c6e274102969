import { child, elementIdOf, isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

const THROWING = ['IntermediateThrowEvent', 'EndEvent'];

/** What an event waits for, or a signal it throws, has a name; the name of a process start is fixed text. */
export function messageHasName(): Rule {
  return {
    check(node, reporter) {
      if (!isExecuted(node)) return;
      const what = namedThing(node);
      if (!what) return;
      const name = text(child(node, `${what}Ref`), 'name');
      if (name === undefined) {
        reporter.report(elementIdOf(node), `Name the ${what} this is about; it is found by its name.`);
      } else if (startsProcess(node) && /[$#]\{/.test(name)) {
        reporter.report(
          elementIdOf(node),
          `The ${what} that starts a process needs a fixed name: no variables exist yet.`,
        );
      }
    },
  };
}

function namedThing(node: BpmnNode): 'message' | 'signal' | null {
  if (kindOf(node) === 'ReceiveTask') return 'message';
  if (kindOf(node) === 'SignalEventDefinition') return 'signal';
  // A thrown message is the work of an external task, or a mark on the diagram: nobody looks it up.
  const isThrown = node.$parent !== undefined && THROWING.includes(kindOf(node.$parent));
  return kindOf(node) === 'MessageEventDefinition' && !isThrown ? 'message' : null;
}

function startsProcess(node: BpmnNode): boolean {
  const event = node.$parent;
  return event?.$type === 'bpmn:StartEvent' && event.$parent?.$type === 'bpmn:Process';
}
