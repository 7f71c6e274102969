import type { TaskFailure } from '../executors/port.ts';
import { HostObject } from '../expressions/host-object.ts';

/** What `camunda:errorEventDefinition` expressions see as `externalTask` when its worker reports a failure. */
export function failedTaskObject(failure: TaskFailure): HostObject {
  const facts = Object.entries<string | number | null>({ ...failure });
  return new HostObject('externalTask', {
    properties: Object.fromEntries(facts.map(([name, value]) => [name, () => value])),
    methods: Object.fromEntries(
      facts.map(([name, value]) => [`get${name.charAt(0).toUpperCase()}${name.slice(1)}`, () => value]),
    ),
  });
}
