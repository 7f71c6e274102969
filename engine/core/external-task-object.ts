import type { ExternalTaskFacts } from '../executors/external-task-facts.ts';
import { HostObject } from '../expressions/host-object.ts';

/** What `camunda:errorEventDefinition` expressions see as `externalTask` when its worker reports something. */
export function externalTaskObject(task: ExternalTaskFacts): HostObject {
  const facts = Object.entries<string | number | null>({ ...task });
  return new HostObject('externalTask', {
    properties: Object.fromEntries(facts.map(([name, value]) => [name, () => value])),
    methods: Object.fromEntries(
      facts.map(([name, value]) => [`get${name.charAt(0).toUpperCase()}${name.slice(1)}`, () => value]),
    ),
  });
}
