import type { Effect, OpenTask, TypedValue, VariableScopes } from '../../executors/port.ts';
import type { ActivityRecord } from '../../store/history-activities.ts';
import type { VariableChange } from '../../store/variables.ts';

type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

/** Effects that open a wait: the token stays there until something from outside happens. */
export type OpenedWait =
  | EffectOf<'external-task-created'>
  | EffectOf<'user-task-created'>
  | EffectOf<'timer-created'>
  | EffectOf<'continuation-created'>
  | EffectOf<'subscription-created'>
  | EffectOf<'call-requested'>;

/** What one step changes, folded from its effects: what opened and closed within the step never reaches the database. */
export interface StepChanges {
  startedActivities: ActivityRecord[];
  /** Activities of earlier steps that ended. */
  endedActivities: { executionId: string; canceled: boolean }[];
  openedWaits: OpenedWait[];
  /** What goes on as another activity after a migration. */
  moved: EffectOf<'activity-migrated'>[];
  /** Waits of earlier steps that are no longer wanted. */
  closedWaits: string[];
  /** Tokens were moved by hand: what becomes of called instances for which nobody waits any more. @default they hear of it */
  byHand?: { skipCustomListeners: boolean };
  variables: VariableChange[];
  /** Every value a variable got: those of `variables`, and others in scopes that ended at once; for history. */
  recordedVariables: VariableChange[];
  removedVariables: { scopeId: string; name: string }[];
  endedScopes: string[];
  decisions: EffectOf<'decision-evaluated'>[];
  /** User tasks that their listeners changed. */
  changedTasks: OpenTask[];
  signals: EffectOf<'signal-thrown'>[];
  /** Nobody in the instance caught them: for the call activity that waits for it, with what it then gets. */
  escalations: EffectOf<'escalation-thrown'>[];
  lostErrors: EffectOf<'error-lost'>[];
  ended: EffectOf<'instance-ended'> | null;
}

/** Folds the effects of one step, in order, into what must be written. */
export function collectChanges(effects: readonly Effect[], instanceId: string, now: Date): StepChanges {
  const fold = new Fold(instanceId, now);
  for (const effect of effects) fold.add(effect);
  return fold.changes();
}

/** The variables of all scopes after a step. */
export function scopesAfter(
  before: VariableScopes,
  changes: Pick<StepChanges, 'variables' | 'removedVariables' | 'endedScopes'>,
): VariableScopes {
  const after = { ...before };
  for (const id of changes.endedScopes) delete after[id];
  const changed = new Set([...changes.removedVariables, ...changes.variables].map(({ scopeId }) => scopeId));
  for (const id of changed) after[id] = { ...after[id] };
  for (const { scopeId, name } of changes.removedVariables) delete after[scopeId]?.[name];
  for (const { scopeId, name, value } of changes.variables) (after[scopeId] ??= {})[name] = value;
  return after;
}

class Fold {
  readonly #instanceId: string;
  readonly #now: Date;
  readonly #started = new Map<string, ActivityRecord>();
  readonly #endedActivities = new Map<string, { executionId: string; canceled: boolean }>();
  readonly #opened = new Map<string, OpenedWait>();
  readonly #moved: EffectOf<'activity-migrated'>[] = [];
  readonly #closed = new Set<string>();
  readonly #variables = new Map<string, VariableChange>();
  /** Scope id to the keys of what was set in it: scopes end by the thousand. */
  readonly #keys = new Map<string, Set<string>>();
  readonly #recorded = new Map<string, VariableChange>();
  readonly #removed = new Map<string, { scopeId: string; name: string }>();
  readonly #endedScopes = new Set<string>();
  readonly #decisions: EffectOf<'decision-evaluated'>[] = [];
  readonly #changedTasks: OpenTask[] = [];
  readonly #signals: EffectOf<'signal-thrown'>[] = [];
  readonly #escalations: EffectOf<'escalation-thrown'>[] = [];
  readonly #lostErrors: EffectOf<'error-lost'>[] = [];
  #ended: EffectOf<'instance-ended'> | null = null;

  constructor(instanceId: string, now: Date) {
    this.#instanceId = instanceId;
    this.#now = now;
  }

  add(effect: Effect): void {
    switch (effect.kind) {
      case 'activity-started':
        return this.#activityStarted(effect);
      case 'activity-ended':
        return this.#activityEnded(effect);
      case 'activity-migrated':
        this.#moved.push(effect);
        return;
      case 'wait-closed':
        if (!this.#opened.delete(effect.executionId)) this.#closed.add(effect.executionId);
        return;
      case 'variable-set':
        return this.#variableSet(effect.scopeId, effect.name, effect.value);
      case 'variable-removed':
        return this.#variableRemoved(effect.scopeId, effect.name);
      case 'scope-ended':
        return this.#scopeEnded(effect.scopeId);
      case 'decision-evaluated':
        this.#decisions.push(effect);
        return;
      case 'user-task-changed':
        this.#changedTasks.push(effect.task);
        return;
      case 'signal-thrown':
        this.#signals.push(effect);
        return;
      case 'escalation-thrown':
        this.#escalations.push(effect);
        return;
      case 'error-lost':
        this.#lostErrors.push(effect);
        return;
      case 'instance-ended':
        this.#ended = effect;
        return;
      default:
        this.#opened.set(effect.executionId, effect);
    }
  }

  changes(): StepChanges {
    return {
      startedActivities: [...this.#started.values()],
      endedActivities: [...this.#endedActivities.values()],
      openedWaits: [...this.#opened.values()],
      moved: this.#moved,
      closedWaits: [...this.#closed],
      variables: [...this.#variables.values()],
      recordedVariables: [...this.#recorded.values()],
      removedVariables: [...this.#removed.values()],
      endedScopes: [...this.#endedScopes],
      decisions: this.#decisions,
      changedTasks: this.#changedTasks,
      signals: this.#signals,
      escalations: this.#escalations,
      lostErrors: this.#lostErrors,
      ended: this.#ended,
    };
  }

  #activityStarted(effect: EffectOf<'activity-started'>): void {
    const { executionId, parentExecutionId, activityId, activityName, activityType, isUndone } = effect;
    this.#started.set(executionId, {
      executionId,
      parentExecutionId,
      activityId,
      activityName,
      activityType,
      startedAt: this.#now,
      endedAt: null,
      canceled: false,
      ...(isUndone ? { isUndone } : {}),
    });
  }

  #activityEnded({ executionId, canceled }: EffectOf<'activity-ended'>): void {
    const started = this.#started.get(executionId);
    if (started) Object.assign(started, { endedAt: this.#now, canceled });
    else this.#endedActivities.set(executionId, { executionId, canceled });
  }

  #variableSet(scopeId: string, name: string, value: TypedValue): void {
    // Transient variables exist within the step only.
    if (value.valueInfo?.['transient'] === true) return;
    const key = keyOf(scopeId, name);
    this.#removed.delete(key);
    const change = { scopeId, name, value };
    this.#variables.set(key, change);
    const keys = this.#keys.get(scopeId);
    if (keys) keys.add(key);
    else this.#keys.set(scopeId, new Set([key]));
    this.#recorded.set(key, change);
  }

  #variableRemoved(scopeId: string, name: string): void {
    const key = keyOf(scopeId, name);
    this.#variables.delete(key);
    this.#removed.set(key, { scopeId, name });
  }

  #scopeEnded(scopeId: string): void {
    // The root scope goes with the instance; until then a calling instance still reads it.
    if (scopeId === this.#instanceId) return;
    this.#endedScopes.add(scopeId);
    for (const key of this.#keys.get(scopeId) ?? []) this.#variables.delete(key);
    this.#keys.delete(scopeId);
  }
}

function keyOf(scopeId: string, name: string): string {
  return `${scopeId}\n${name}`;
}
