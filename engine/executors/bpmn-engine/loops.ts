import type { TypedValue } from '../port.ts';
import { toList, toTypedValue } from '../typed-values.ts';
import { ExecutorFailure } from '../executor-failure.ts';
import type { LoopFacts } from './element-facts.ts';
import type { MessageContent } from './library.ts';
import type { LiveInstance } from './live-instance.ts';
import type { ScopeEnvironment } from './scope-environment.ts';

/** Stands in the library's loop characteristics where it would evaluate an expression. */
export interface LoopMarker {
  loop: 'positions' | 'iteration-done';
  elementId: string;
}

/** Counts multi-instance activities and keeps their variables as Camunda does. */
export class Loops {
  readonly #instance: LiveInstance;

  constructor(instance: LiveInstance) {
    this.#instance = instance;
  }

  /** Answers the library: the positions to iterate over, or whether the loop is complete after one iteration. */
  resolve(marker: LoopMarker, scope: ScopeEnvironment, content: MessageContent): unknown {
    const facts = this.#instance.facts(marker.elementId).loop;
    if (!facts) return undefined;
    if (marker.loop === 'positions') return this.#positions(facts, scope, content);
    return this.#iterationDone(facts, scope, content);
  }

  /** Sets the variables of one iteration; `bodyId` is the execution of the multi-instance body. */
  iterationStarted(facts: LoopFacts, bodyId: string, executionId: string, index: number): void {
    const { step, state } = this.#instance;
    step.variables.setLocal(executionId, 'loopCounter', { type: 'Integer', value: index });
    const items = state.loops[bodyId]?.items;
    if (!items || facts.elementVariable === null) return;
    step.variables.setLocal(executionId, facts.elementVariable, items[index] ?? NOTHING);
  }

  /** The collection is evaluated once: an instance that is recovered must not see a list that changed meanwhile. */
  #positions(facts: LoopFacts, scope: ScopeEnvironment, content: MessageContent): number[] {
    const { state } = this.#instance;
    let loop = state.loops[content.executionId];
    if (!loop) {
      const path = [...scope.path, content.executionId];
      const items = this.#items(facts, path, content.id);
      const count = items?.length ?? this.#cardinality(facts, path, content.id);
      loop = state.loops[content.executionId] = { items, count, completed: 0 };
      this.#setCounters(facts, content.executionId);
    }
    return Array.from({ length: loop.count }, (_, index) => index);
  }

  #items(facts: LoopFacts, path: string[], elementId: string): TypedValue[] | null {
    if (!facts.collection) return null;
    const items = toList(this.#instance.evaluate(facts.collection, path, elementId));
    if (items) return items.map(toTypedValue);
    throw new ExecutorFailure(`The collection ${facts.collection.text} is not a list.`, {
      activityId: elementId,
    });
  }

  #cardinality(facts: LoopFacts, path: string[], elementId: string): number {
    const value = facts.cardinality ? Number(this.#instance.evaluate(facts.cardinality, path, elementId)) : 0;
    if (Number.isInteger(value) && value >= 0) return value;
    throw new ExecutorFailure(`The number of instances must be a whole number of 0 or more.`, {
      activityId: elementId,
    });
  }

  #iterationDone(facts: LoopFacts, scope: ScopeEnvironment, content: MessageContent): boolean {
    const bodyId = content.parent?.executionId ?? '';
    const loop = this.#instance.state.loops[bodyId];
    if (!loop) return false;
    loop.completed += 1;
    this.#setCounters(facts, bodyId);
    if (!facts.completionCondition) return false;
    return this.#instance.isTrue(facts.completionCondition, [...scope.path, bodyId], content.id);
  }

  #setCounters(facts: LoopFacts, bodyId: string): void {
    const { step, state } = this.#instance;
    const loop = state.loops[bodyId];
    if (!loop) return;
    const left = loop.count - loop.completed;
    const counters = {
      nrOfInstances: loop.count,
      nrOfCompletedInstances: loop.completed,
      nrOfActiveInstances: facts.sequential ? Math.min(1, left) : left,
    };
    for (const [name, value] of Object.entries(counters))
      step.variables.setLocal(bodyId, name, { type: 'Integer', value });
  }
}

const NOTHING: TypedValue = { type: 'Null', value: null };
