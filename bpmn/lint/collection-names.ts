import type { BpmnNode } from './bpmn-node.ts';
import type { ParserWarning } from './rules/no-moddle-warnings.ts';

/** A reference the parser could not follow. */
interface OpenReference extends ParserWarning {
  property?: string;
  value?: string;
}

/**
 * `loopDataInputRef` is the name of a variable to the engines of Camunda's family, not the id of an element: completes such
 * references with what they name. Answers the warnings that remain.
 */
export function nameCollections(warnings: readonly OpenReference[]): ParserWarning[] {
  return warnings.filter(({ element, property, value }) => {
    if (!element || property !== 'bpmn:loopDataInputRef') return true;
    const variable: BpmnNode = { $type: 'bpmn:Variable', ...(value === undefined ? {} : { id: value }) };
    Object.defineProperty(element, 'loopDataInputRef', { value: variable, configurable: true });
    return false;
  });
}
