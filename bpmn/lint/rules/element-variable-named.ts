import { body, child, elementIdOf, isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

/** A multi-instance activity names its collection and the variable that holds each element of it. */
export function elementVariableNamed(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'MultiInstanceLoopCharacteristics' || !isExecuted(node)) return;
      const collection = text(node, 'collection') ?? child(node, 'loopDataInputRef')?.id;
      const variable = text(node, 'elementVariable') ?? text(child(node, 'inputDataItem'), 'name');
      const report = (message: string): void => reporter.report(elementIdOf(node), message);
      if (collection && !variable) {
        report('Name the variable that holds each element (camunda:elementVariable).');
      } else if (variable && !collection) {
        report('There is an element variable but no collection (camunda:collection).');
      } else if (!collection && !body(node, 'loopCardinality')) {
        report('Say for what it is repeated: camunda:collection and camunda:elementVariable, or a number.');
      }
    },
  };
}
