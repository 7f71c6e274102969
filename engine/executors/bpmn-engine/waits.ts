import { nextSchedule } from '../../timers/timer-schedule.ts';
import { ExecutorFailure } from '../executor-failure.ts';
import type { EventSubProcessFacts, Work } from './element-facts.ts';
import type { OpenWait, StoredSchedule, WaitKind } from './instance-state.ts';
import type { LiveInstance, Resumption } from './live-instance.ts';
import type { ScopeEnvironment } from './scope-environment.ts';
import { describeWait } from './describe-wait.ts';
import type { Rearmed } from './boundary-events.ts';

/** Work that waits. */
export type WaitingWork = Extract<Work, { kind: WaitKind }>;

/** The open waits of one instance: what the engine stores as tasks, timers, subscriptions and called instances. */
export class Waits {
  readonly #instance: LiveInstance;
  readonly #resumptions = new Map<string, Resumption>();
  /** The variable version at which a condition was last found false. */
  readonly #checked = new Map<string, number>();

  constructor(instance: LiveInstance) {
    this.#instance = instance;
  }

  /** An advance begins: conditions are looked at again when a variable changes, or at once when one changed outside. */
  beginStep(variablesChanged: boolean): void {
    this.#checked.clear();
    if (variablesChanged) return;
    const { state, step } = this.#instance;
    for (const executionId of Object.keys(state.waits))
      this.#checked.set(executionId, step.variables.version);
  }

  /**
   * A token waits. When the instance is recovered this is called again for each wait that is open, and then only
   * remembers how to go on.
   */
  open(activityId: string, path: string[], resumption: Resumption, rearmed?: Rearmed): void {
    const executionId = path.at(-1) ?? '';
    this.#resumptions.set(executionId, resumption);
    if (this.#instance.state.waits[executionId]) return;
    const { work } = this.#instance.facts(activityId);
    this.#create(
      executionId,
      { kind: work.kind as WaitKind, activityId, path },
      work as WaitingWork,
      rearmed?.repetition,
    );
    // A condition that stays true fires again only once a variable has changed.
    if (rearmed) this.#checked.set(executionId, this.#instance.step.variables.version);
  }

  /** The wait of that id. @throws ExecutorFailure when there is none (any more). */
  get(executionId: string): OpenWait {
    const wait = this.#instance.state.waits[executionId];
    if (wait) return wait;
    throw new ExecutorFailure(`Nothing waits under the execution '${executionId}' (any more).`);
  }

  /** Ends a wait because what it waited for happened, and answers how its token goes on. */
  take(executionId: string): Resumption {
    const resumption = this.#resumptions.get(executionId);
    const { activityId } = this.get(executionId);
    if (!resumption) {
      throw new ExecutorFailure(`The saved state has no token at '${activityId}'.`, { activityId });
    }
    this.close(executionId);
    return resumption;
  }

  /** Ends a wait; does nothing when it ended before. */
  close(executionId: string): void {
    const { state, step } = this.#instance;
    this.#resumptions.delete(executionId);
    if (!state.waits[executionId]) return;
    delete state.waits[executionId];
    step.report({ kind: 'wait-closed', executionId });
  }

  /** The library dropped the token of a wait; its end is reported when the activity leaves. */
  forget(executionId: string): void {
    this.#resumptions.delete(executionId);
  }

  /** Arms every event subprocess of a scope that starts. */
  openEventSubProcesses(scope: ScopeEnvironment): void {
    const facts = this.#instance.model.eventSubProcesses.get(scope.elementId ?? '') ?? [];
    for (const eventSubProcess of facts) this.openEventSubProcess(eventSubProcess, scope);
  }

  /** Arms one event subprocess; `repetition` for the next round of a timer cycle. */
  openEventSubProcess(
    facts: EventSubProcessFacts,
    scope: ScopeEnvironment,
    repetition?: StoredSchedule,
  ): void {
    const executionId = `${facts.startEventId}_${this.#instance.step.context.newId()}`;
    const { kind } = facts.work;
    const wait: OpenWait = {
      kind,
      activityId: facts.startEventId,
      path: [...scope.path, executionId],
      eventSubProcessId: facts.subProcessId,
    };
    this.#create(executionId, wait, facts.work, repetition);
  }

  /** The next due date of a cycle that just fired; undefined when it was the last. */
  nextRepetition(wait: OpenWait): StoredSchedule | undefined {
    if (!wait.schedule?.cycle) return undefined;
    const schedule = { dueAt: new Date(wait.schedule.dueAt), cycle: wait.schedule.cycle };
    const next = nextSchedule(schedule, this.#instance.step.context.now);
    return next ? { ...next, dueAt: next.dueAt.toISOString() } : undefined;
  }

  /** The first conditional event whose condition has become true since it was last looked at. */
  findTrueCondition(): string | undefined {
    const { state, step } = this.#instance;
    const { version } = step.variables;
    return Object.keys(state.waits).find((executionId) => {
      const wait = state.waits[executionId];
      if (wait?.kind !== 'conditional' || this.#checked.get(executionId) === version) return false;
      this.#checked.set(executionId, version);
      const work = this.workOf(wait);
      return work.kind === 'conditional' && this.#instance.isTrue(work.condition, wait.path, wait.activityId);
    });
  }

  /** What an open wait waits for. */
  workOf(wait: OpenWait): Work {
    if (wait.eventSubProcessId === undefined) return this.#instance.facts(wait.activityId).work;
    return this.eventSubProcessOf(wait).work;
  }

  /** The event subprocess a wait starts. @throws ExecutorFailure when it starts none. */
  eventSubProcessOf(wait: OpenWait): EventSubProcessFacts {
    const scope = this.#instance.scopes.get(wait.path.at(-2) ?? '');
    const facts = this.#instance.model.eventSubProcesses
      .get(scope?.elementId ?? '')
      ?.find(({ subProcessId }) => subProcessId === wait.eventSubProcessId);
    if (facts) return facts;
    throw new ExecutorFailure(`The model has no event subprocess '${wait.eventSubProcessId ?? ''}'.`);
  }

  #create(executionId: string, wait: OpenWait, work: WaitingWork, repetition?: StoredSchedule): void {
    const { state, step } = this.#instance;
    const effect = describeWait(this.#instance, wait, work, repetition);
    if (effect.kind === 'timer-created') wait.schedule = effect.schedule;
    state.waits[executionId] = wait;
    step.report(effect);
  }
}
