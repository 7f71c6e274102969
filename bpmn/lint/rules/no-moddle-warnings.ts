import { elementIdOf } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { RuleFactory } from '../rule.ts';

/** What the parser did not understand, with the element when it knows it. */
export interface ParserWarning {
  message: string;
  element?: BpmnNode;
}

/**
 * The whole file was understood: an attribute or element with a typing error would silently do nothing. The parser's
 * warnings are not part of the parsed file, so who lints hands them over: `{ warnings }`.
 */
export const noModdleWarnings: RuleFactory = (options) => {
  const { warnings = [] } = (options ?? {}) as { warnings?: ParserWarning[] };
  return {
    check(node, reporter) {
      if (node.$type !== 'bpmn:Definitions') return;
      for (const { message, element } of warnings) {
        // Shapes of what is not there are of no consequence for what runs.
        if (element?.$type.startsWith('bpmndi:')) continue;
        const [what = ''] = message.split('\n');
        reporter.report(elementIdOf(element ?? node), `The file is not understood completely: ${what}.`);
      }
    },
  };
};
