import type { Effect, TypedValue, VariableScopes, Variables } from './port.ts';

/** The variables of one instance during one advance: reads see earlier writes, and every write is reported as an effect. */
export class InstanceVariables {
  readonly #stored: VariableScopes;
  readonly #changed = new Map<string, Map<string, TypedValue | null>>();
  readonly #report: (effect: Effect) => void;
  #version = 0;

  constructor(stored: VariableScopes, report: (effect: Effect) => void) {
    this.#stored = stored;
    this.#report = report;
  }

  /** Grows with each write, so that conditional events know when to look again. */
  get version(): number {
    return this.#version;
  }

  /** The variable of that name nearest to the end of `path` (scope ids from the root down). */
  find(path: readonly string[], name: string): TypedValue | undefined {
    const scopeId = path.findLast((candidate) => this.#has(candidate, name));
    return scopeId === undefined ? undefined : this.#get(scopeId, name);
  }

  /** The variable in exactly this scope. */
  local(scopeId: string, name: string): TypedValue | undefined {
    return this.#get(scopeId, name);
  }

  /** All variables visible from the end of `path`. */
  visible(path: readonly string[]): Variables {
    return Object.assign({}, ...path.map((scopeId) => this.ofScope(scopeId))) as Variables;
  }

  /** All variables of exactly this scope. */
  ofScope(scopeId: string): Variables {
    const result: Variables = { ...this.#stored[scopeId] };
    for (const [name, value] of this.#changed.get(scopeId) ?? []) {
      if (value) result[name] = value;
      else delete result[name];
    }
    return result;
  }

  /** As Camunda's `setVariable`: in the nearest scope that has the name, else in the root. */
  set(path: readonly string[], name: string, value: TypedValue): void {
    const scopeId = path.findLast((candidate) => this.#has(candidate, name)) ?? path[0];
    if (scopeId !== undefined) this.setLocal(scopeId, name, value);
  }

  /** Sets each by `set`. */
  setAll(path: readonly string[], variables: Variables): void {
    for (const [name, value] of Object.entries(variables)) this.set(path, name, value);
  }

  /** Sets the variable in exactly this scope. */
  setLocal(scopeId: string, name: string, value: TypedValue): void {
    this.#change(scopeId, name, value);
    this.#report({ kind: 'variable-set', scopeId, name, value });
  }

  /** Removes the variable from the nearest scope that has it. */
  remove(path: readonly string[], name: string): void {
    const scopeId = path.findLast((candidate) => this.#has(candidate, name));
    if (scopeId === undefined) return;
    this.#change(scopeId, name, null);
    this.#report({ kind: 'variable-removed', scopeId, name });
  }

  /** Forgets a scope and reports that it ended, when it ever held a variable. */
  endScope(scopeId: string): void {
    const names = Object.keys(this.ofScope(scopeId));
    if (names.length === 0 && !this.#changed.has(scopeId)) return;
    for (const name of names) this.#change(scopeId, name, null);
    this.#report({ kind: 'scope-ended', scopeId });
  }

  #change(scopeId: string, name: string, value: TypedValue | null): void {
    let scope = this.#changed.get(scopeId);
    if (!scope) this.#changed.set(scopeId, (scope = new Map<string, TypedValue | null>()));
    scope.set(name, value);
    this.#version += 1;
  }

  #has(scopeId: string, name: string): boolean {
    return this.#get(scopeId, name) !== undefined;
  }

  #get(scopeId: string, name: string): TypedValue | undefined {
    const changed = this.#changed.get(scopeId)?.get(name);
    if (changed !== undefined) return changed ?? undefined;
    const scope = this.#stored[scopeId];
    return scope && Object.hasOwn(scope, name) ? scope[name] : undefined;
  }
}
