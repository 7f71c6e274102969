import type {
  AdvanceContext,
  Effect,
  ExecutableModel,
  Executor,
  ExecutorEvent,
  MigrationInstruction,
  ModificationInstruction,
  OpenTask,
  TypedValue,
  VariableScopes,
  Variables,
} from '../../engine/executors/port.ts';

type Opened = Extract<
  Effect,
  {
    kind:
      | 'external-task-created'
      | 'user-task-created'
      | 'timer-created'
      | 'continuation-created'
      | 'subscription-created'
      | 'call-requested';
  }
>;

/** Plain values as the process variables a client would send. */
export function variables(values: Record<string, unknown>): Variables {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typed(value)]));
}

function typed(value: unknown): TypedValue {
  if (value === null) return { type: 'Null', value: null };
  if (value instanceof Date) return { type: 'Date', value: value.toISOString() };
  if (typeof value === 'object') return { type: 'Json', value: JSON.stringify(value) };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'Integer' : 'Double', value };
  return { type: typeof value === 'boolean' ? 'Boolean' : 'String', value };
}

/** Does for one instance what the engine does: keeps state, variables and open waits from the effects. */
export class InstanceUnderTest {
  readonly id = 'instance-1';
  readonly effects: Effect[] = [];
  readonly scopes: VariableScopes = { 'instance-1': {} };
  now = new Date('2026-03-02T08:00:00.000Z');
  readonly #executor: Executor;
  #model: ExecutableModel;
  readonly #save: (state: unknown) => unknown;
  readonly #open = new Map<string, Opened>();
  #state: unknown = null;
  #ids = 0;

  constructor(executor: Executor, model: ExecutableModel, save: (state: unknown) => unknown) {
    this.#executor = executor;
    this.#model = model;
    this.#save = save;
  }

  /** The saved state, as the engine would store it. */
  get state(): unknown {
    return this.#state;
  }

  start(values: Record<string, unknown> = {}, startActivityId?: string): this {
    return this.#advance({
      kind: 'start',
      variables: variables(values),
      ...(startActivityId && { startActivityId }),
    });
  }

  complete(activityId: string, values: Record<string, unknown> = {}): this {
    const { executionId } = this.#pick(activityId, false);
    return this.completeExecution(executionId, values);
  }

  completeExecution(executionId: string, values: Record<string, unknown> = {}): this {
    const tasks = this.#openTasks();
    const task = tasks[executionId];
    return this.#advance({
      kind: 'complete',
      executionId,
      variables: variables(values),
      ...(task && { task }),
    });
  }

  /** Somebody takes a task, as the engine reports it. */
  assign(activityId: string, assignee: string): this {
    const executionId = this.idOf(activityId);
    const task = this.#openTasks()[executionId];
    if (!task) throw new Error(`'${activityId}' is no user task.`);
    return this.#advance({
      kind: 'task-changed',
      executionId,
      task: { ...task, assignee },
      isAssigned: task.assignee !== assignee,
    });
  }

  fireTimer(activityId: string): this {
    const wait = this.#pick(activityId, true);
    if (wait.kind === 'timer-created')
      this.now = new Date(Math.max(+this.now, +new Date(wait.schedule.dueAt)));
    return this.#advance({ kind: 'fire-timer', executionId: wait.executionId });
  }

  /** Runs the job that waits before or after an element. */
  continue(activityId: string): this {
    return this.#advance({ kind: 'continue', executionId: this.idOf(activityId) });
  }

  deliver(activityId: string, values: Record<string, unknown> = {}): this {
    return this.#advance({
      kind: 'deliver',
      executionId: this.idOf(activityId),
      variables: variables(values),
    });
  }

  throwError(activityId: string, code: string, message?: string): this {
    const executionId = this.idOf(activityId);
    return this.#advance({
      kind: 'throw-error',
      executionId,
      code,
      variables: {},
      ...(message && { message }),
    });
  }

  endCall(activityId: string, values: Record<string, unknown> = {}, errorCode?: string): this {
    return this.#advance({
      kind: 'call-ended',
      executionId: this.idOf(activityId),
      variables: variables(values),
      ...(errorCode && { error: { code: errorCode } }),
    });
  }

  escalate(activityId: string, code: string, values: Record<string, unknown> = {}): this {
    return this.#advance({
      kind: 'escalate',
      executionId: this.idOf(activityId),
      code,
      variables: variables(values),
    });
  }

  /** Moves tokens by hand. */
  modify(...instructions: ModificationInstruction[]): this {
    return this.#advance({ kind: 'modify', instructions });
  }

  /** Starts where instructions say. */
  startWith(...instructions: ModificationInstruction[]): this {
    return this.#advance({ kind: 'start', variables: {}, instructions });
  }

  /** Moves the instance to another version; left out instructions are generated. @throws Error with what is wrong */
  migrate(
    target: ExecutableModel,
    instructions?: MigrationInstruction[],
    values: Record<string, unknown> = {},
  ): this {
    const { migrator } = this.#executor;
    if (!migrator) throw new Error('The executor cannot migrate.');
    const source = this.#model;
    const order = {
      source,
      target,
      instructions: instructions ?? migrator.generate(source, target, false),
    };
    const failures = [
      ...migrator.checkPlan(order).flat(),
      ...migrator
        .checkInstance(order, this.#state)
        .flatMap((one) => one.failures.map((failure) => `${one.activityId}: ${failure}`)),
    ];
    if (failures.length > 0) throw new Error(failures.join('\n'));
    const what = { variables: variables(values) };
    const { state, effects } = migrator.migrate(order, this.#state, what, this.#context());
    this.#model = target;
    return this.#take(state, effects);
  }

  setVariable(name: string, value: unknown): this {
    const event = this.#scope(this.id)[name] ? 'update' : 'create';
    this.#scope(this.id)[name] = typed(value);
    const changes = [{ scopeId: this.id, name, event } as const];
    return this.#advance({ kind: 'variables-changed', changes });
  }

  cancel(): this {
    return this.#advance({ kind: 'cancel', reason: 'test' });
  }

  /** Element ids of everything that waits, sorted. */
  get waiting(): string[] {
    return [...this.#open.values()].map(({ activityId }) => activityId).sort();
  }

  /** All open waits of an element. */
  waitsOf(activityId: string): Opened[] {
    return [...this.#open.values()].filter((wait) => wait.activityId === activityId);
  }

  /** The oldest open wait of an element. */
  wait(activityId: string): Opened {
    const [wait] = this.waitsOf(activityId);
    if (!wait) throw new Error(`'${activityId}' does not wait; waiting: ${this.waiting.join(', ')}`);
    return wait;
  }

  idOf(activityId: string): string {
    return this.wait(activityId).executionId;
  }

  /** The oldest open wait of an element that is a timer, or is none: a task may have timers of its own. */
  #pick(activityId: string, isTimer: boolean): Opened {
    const fitting = this.waitsOf(activityId).find(({ kind }) => (kind === 'timer-created') === isTimer);
    return fitting ?? this.wait(activityId);
  }

  get outcome(): Extract<Effect, { kind: 'instance-ended' }> | undefined {
    return this.effects.findLast((effect) => effect.kind === 'instance-ended');
  }

  /** A process variable of the root scope. */
  variable(name: string): unknown {
    return this.scopes[this.id]?.[name]?.value;
  }

  /** Value of a variable as an open wait sees it. */
  visible(activityId: string, name: string): unknown {
    const scopeId = this.wait(activityId).scopePath.findLast((id) => this.scopes[id]?.[name] !== undefined);
    return scopeId === undefined ? undefined : this.scopes[scopeId]?.[name]?.value;
  }

  /** Element ids of activities in the order they started; with `canceled` those that were cancelled. */
  history(filter: 'started' | 'canceled' = 'started'): string[] {
    const started = this.effects.filter((effect) => effect.kind === 'activity-started');
    if (filter === 'started') return started.map(({ activityId }) => activityId);
    const canceled = new Set(
      this.effects.flatMap((effect) =>
        effect.kind === 'activity-ended' && effect.canceled ? [effect.executionId] : [],
      ),
    );
    return started.filter(({ executionId }) => canceled.has(executionId)).map(({ activityId }) => activityId);
  }

  /** All effects with ids replaced by the order of their first appearance, so that two runs can be compared. */
  trace(): string[] {
    const labels = new Map<string, string>();
    const label = (id: string): string => {
      if (!labels.has(id)) labels.set(id, `#${labels.size}`);
      return labels.get(id) ?? '';
    };
    return this.effects.map((effect) =>
      JSON.stringify(effect, (key, value: unknown) => {
        if (key === 'scopePath') return (value as string[]).map(label);
        return /executionId$|^scopeId$/i.test(key) && typeof value === 'string' ? label(value) : value;
      }),
    );
  }

  #advance(event: ExecutorEvent): this {
    const { state, effects } = this.#executor.advance(this.#model, this.#state, event, this.#context());
    return this.#take(state, effects);
  }

  #context(): AdvanceContext {
    return {
      instanceId: this.id,
      businessKey: 'case-1',
      definitionId: 'definition-1',
      definitionKey: this.#model.processId,
      variables: structuredClone(this.scopes),
      now: this.now,
      newId: () => `id-${(this.#ids += 1)}`,
      openTasks: this.#openTasks(),
    };
  }

  #take(state: unknown, effects: Effect[]): this {
    this.#state = this.#save(state);
    for (const effect of effects) this.#apply(effect);
    return this;
  }

  #apply(effect: Effect): void {
    this.effects.push(effect);
    if (effect.kind === 'wait-closed') this.#open.delete(effect.executionId);
    else if (effect.kind === 'variable-set') this.#scope(effect.scopeId)[effect.name] = effect.value;
    else if (effect.kind === 'variable-removed') delete this.#scope(effect.scopeId)[effect.name];
    else if (effect.kind === 'scope-ended') delete this.scopes[effect.scopeId];
    else if (effect.kind === 'activity-migrated') this.#move(effect);
    else if (
      'scopePath' in effect &&
      effect.kind !== 'activity-started' &&
      effect.kind !== 'decision-evaluated'
    )
      this.#open.set(effect.executionId, effect);
  }

  #openTasks(): Record<string, OpenTask> {
    return Object.fromEntries(
      [...this.#open.values()].flatMap((wait) => {
        if (wait.kind !== 'user-task-created') return [];
        const { name, description, assignee, owner, priority, dueDate, followUpDate } = wait;
        const id = wait.taskId ?? `task-${wait.executionId}`;
        return [
          [wait.executionId, { id, name, description, assignee, owner, priority, dueDate, followUpDate }],
        ];
      }),
    );
  }

  #move({ executionId, activityId, scopePath }: Extract<Effect, { kind: 'activity-migrated' }>): void {
    const wait = this.#open.get(executionId);
    if (wait) this.#open.set(executionId, { ...wait, activityId, scopePath });
  }

  #scope(scopeId: string): Variables {
    return (this.scopes[scopeId] ??= {});
  }
}
