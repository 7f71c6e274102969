import type { CompiledExpression } from '../../expressions/expression.ts';
import { ExpressionError } from '../../expressions/expression-error.ts';
import type { TypedValue } from '../port.ts';
import { ExecutorFailure } from '../executor-failure.ts';
import { toTypedValue } from '../typed-values.ts';
import type { BpmnModel } from './bpmn-model.ts';
import type { ElementFacts } from './element-facts.ts';
import { createExpressionScope } from './expression-scope.ts';
import type { InstanceState, StoredSchedule } from './instance-state.ts';
import type { LiveDefinition } from './library.ts';
import { Loops } from './loops.ts';
import type { ScopeEnvironment } from './scope-environment.ts';
import type { Step } from './step.ts';
import { Waits } from './waits.ts';
import { Records } from './records.ts';

/** What a waiting token does when what it waits for happens. */
export interface Resumption {
  complete(): void;
  fail(error: { code: string; message: string }): void;
}

/** One instance in memory: the library's objects, our state beside them, and the advance that is going on. */
export class LiveInstance {
  readonly model: BpmnModel;
  readonly state: InstanceState;
  readonly instanceId: string;
  readonly loops = new Loops(this);
  readonly waits = new Waits(this);
  readonly records = new Records(this);
  /** Running scopes by scope id. */
  readonly scopes = new Map<string, ScopeEnvironment>();
  /** Boundary events that fired and have not left yet. */
  readonly fired = new Map<string, { isTimer: boolean; repetition?: StoredSchedule }>();
  /** Set by whoever builds the instance, before anything runs. */
  definition!: LiveDefinition;
  /** The error that ended the library's run, if any. */
  fatalError: unknown = null;
  step: Step;

  constructor(model: BpmnModel, state: InstanceState, step: Step) {
    this.model = model;
    this.state = state;
    this.step = step;
    this.instanceId = step.context.instanceId;
  }

  /** What is known about an element. @throws ExecutorFailure when the model has none of that id. */
  facts(elementId: string): ElementFacts {
    const facts = this.model.elements.get(elementId);
    if (!facts)
      throw new ExecutorFailure(`The model has no element '${elementId}'.`, { activityId: elementId });
    return facts;
  }

  /** Evaluates in the scope at the end of `path`. @throws ExecutorFailure that names the element. */
  evaluate(expression: CompiledExpression, path: readonly string[], elementId: string): unknown {
    return this.#guarded(elementId, () => expression.evaluate(createExpressionScope(this, path, elementId)));
  }

  /** As `evaluate`, for conditions. */
  isTrue(expression: CompiledExpression, path: readonly string[], elementId: string): boolean {
    return this.#guarded(elementId, () =>
      expression.evaluateCondition(createExpressionScope(this, path, elementId)),
    );
  }

  /** As `evaluate`, as a process variable. */
  evaluateTyped(expression: CompiledExpression, path: readonly string[], elementId: string): TypedValue {
    return this.#guarded(elementId, () => toTypedValue(this.evaluate(expression, path, elementId)));
  }

  /** A process or subprocess starts to run in `scope`. */
  scopeStarted(scope: ScopeEnvironment): void {
    this.scopeRecovered(scope);
    this.waits.openEventSubProcesses(scope);
  }

  /** A process or subprocess that ran before is there again. */
  scopeRecovered(scope: ScopeEnvironment): void {
    if (scope.scopeId !== undefined) this.scopes.set(scope.scopeId, scope);
  }

  #guarded<T>(elementId: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof ExecutorFailure) throw this.#remember(error);
      const isKnown = error instanceof ExpressionError || error instanceof TypeError;
      if (!isKnown) throw error;
      throw this.#remember(
        new ExecutorFailure(`${error.message} (element '${elementId}')`, {
          activityId: elementId,
          cause: error,
        }),
      );
    }
  }

  /** The library may swallow what is thrown through it; the first failure must end the advance all the same. */
  #remember(failure: ExecutorFailure): ExecutorFailure {
    this.fatalError ??= failure;
    return failure;
  }
}
