import { isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

/** For each binding, the attribute it needs. */
const BINDINGS: ReadonlyMap<string, string | null> = new Map([
  ['latest', null],
  ['deployment', null],
  ['version', 'calledElementVersion'],
  ['versionTag', 'calledElementVersionTag'],
]);

/** A call activity says which process it calls and in which version. */
export function callActivityBinding(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'CallActivity' || !isExecuted(node)) return;
      const report = (message: string): void => reporter.report(node.id ?? '', message);
      if (!text(node, 'calledElement')) report('Say which process is called (calledElement).');
      const binding = text(node, 'calledElementBinding') ?? 'latest';
      const attribute = BINDINGS.get(binding);
      if (attribute === undefined) {
        report(
          `camunda:calledElementBinding is '${binding}': use one of ${[...BINDINGS.keys()].join(', ')}.`,
        );
      } else if (attribute !== null && !text(node, attribute)) {
        report(`The binding '${binding}' needs camunda:${attribute}.`);
      }
    },
  };
}
