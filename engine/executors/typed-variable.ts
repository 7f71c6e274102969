import { HostObject } from '../expressions/host-object.ts';
import type { TypedValue } from './port.ts';

/** A variable with its type, as `execution.getVariableTyped(name)` gives it: kept in another variable, it stays what it is. */
export class TypedVariable extends HostObject {
  readonly variable: TypedValue;

  /** `value` is what expressions see of the variable. */
  constructor(variable: TypedValue, value: unknown) {
    super('typed value', {
      properties: { value: () => value },
      methods: { getValue: () => value },
    });
    this.variable = variable;
  }
}
