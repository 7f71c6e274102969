import type { JobDeclaration } from './job-declarations.ts';
/**
 * What the engine and an executor say to each other.
 *
 * An executor moves tokens and nothing else: `advance` is synchronous and free of I/O, clock and randomness (time and ids
 * come in through the context). Everything durable — tasks, timers, subscriptions, variables, history — leaves as effects,
 * which the engine writes in one transaction. The state is opaque to the engine and must survive JSON.
 */

import type { Decide, VersionBinding } from './decide.ts';
import type { ExternalTaskFacts } from './external-task-facts.ts';
import type { Thrown } from './thrown.ts';

/**
 * One process variable as Camunda types it: `type` is the capitalised wire name (String, Integer, Json, …).
 * `value` is plain JSON: Date an ISO 8601 instant, Json its serialised text (as on the wire), numbers and booleans as such.
 */
export interface TypedValue {
  type: string;
  value: unknown;
  valueInfo?: Record<string, unknown>;
}

/** Variables by name. */
export type Variables = Record<string, TypedValue>;

/** All variables of one instance: scope id (the root scope is the instance id) to variables. */
export type VariableScopes = Record<string, Variables>;

/** What the caller lends to one `advance` call. */
export interface AdvanceContext {
  instanceId: string;
  businessKey: string | null;
  definitionId: string;
  definitionKey: string;
  /**
   * False when no call activity waits for this instance: an error nobody catches then ends its token only, as in Camunda,
   * instead of failing the instance for the caller to catch. @default true
   */
  isCalled?: boolean;
  /** Whether it interrupts the call activity that waits for this instance: then nothing here moves any more. @default never */
  endsCaller?: (thrown: Thrown) => boolean;
  /** Read only: the executor reports changes as effects. */
  variables: VariableScopes;
  now: Date;
  newId: () => string;
  /**
   * Evaluates a decision with the variables a task sees. It may throw what is not an `ExecutorFailure` to say that the
   * step must be taken again once the decision is loaded: `advance` lets that through and has changed nothing.
   */
  decide?: Decide;
  /** Who asks for the step; null when nobody had to say, and for what the engine does by itself. @default null */
  authenticatedUserId?: string | null;
  /** Open user tasks by execution id, for a model with `needsOpenTasks`. */
  openTasks?: Record<string, OpenTask>;
}

/** A user task as it is: what its listeners see of it. */
export interface OpenTask {
  id: string;
  name: string | null;
  description: string | null;
  assignee: string | null;
  owner: string | null;
  priority: number;
  dueDate: string | null;
  followUpDate: string | null;
}

/** A variable that got another value. */
export interface VariableChange {
  scopeId: string;
  name: string;
  event: 'create' | 'update' | 'delete';
}

/** What is left out when tokens are moved by hand; everything else happens. */
export interface Skips {
  skipIoMappings: boolean;
  skipCustomListeners: boolean;
}

/** What happened from outside. `executionId` is the id of an effect that opened a wait. */
export type ExecutorEvent =
  /** `instructions`: tokens start there and not at a start event. */
  | ({
      kind: 'start';
      startActivityId?: string;
      variables: Variables;
      instructions?: readonly ModificationInstruction[];
    } & Partial<Skips>)
  /** Moves tokens by hand, instruction by instruction. */
  | ({ kind: 'modify'; instructions: readonly ModificationInstruction[] } & Partial<Skips>)
  /** Completes an external task, user task or receive task. */
  | {
      kind: 'complete';
      executionId: string;
      variables: Variables;
      localVariables?: Variables;
      /** Of an external task: how it stands, with its last failure if there was one. */
      externalTask?: ExternalTaskFacts;
      /** Of a user task: how it stands, for its listeners. */
      task?: OpenTask;
    }
  /** Somebody changed a user task; `isAssigned` when also whose it is. */
  | { kind: 'task-changed'; executionId: string; task: OpenTask; isAssigned: boolean }
  | { kind: 'fire-timer'; executionId: string }
  /** The job of a `continuation-created` runs. */
  | { kind: 'continue'; executionId: string }
  /** A message, signal or condition reached one subscription. */
  | { kind: 'deliver'; executionId: string; variables: Variables }
  | {
      kind: 'throw-error';
      executionId: string;
      code: string;
      message?: string;
      variables: Variables;
      /** As of `complete`. */
      task?: OpenTask;
    }
  /** A worker could not do a task of `errorTasks`; it stays open unless the model makes an error of it. */
  | { kind: 'fail'; executionId: string; failure: ExternalTaskFacts }
  /** The called instance ended; `error` when it ended with an error nobody in it caught. `variables`: all of its root scope. */
  | {
      kind: 'call-ended';
      executionId: string;
      variables: Variables;
      error?: { code: string; message?: string };
    }
  /**
   * An escalation that nobody in the called instance caught, `variables` being all of its root scope; or one that is
   * reported for a user task. The instance or task goes on unless what catches it interrupts.
   */
  | { kind: 'escalate'; executionId: string; code: string; variables: Variables }
  /** The called instance lost an error and goes on. */
  | { kind: 'take-results'; executionId: string; variables: Variables }
  /** Re-evaluates conditional events after variables changed from outside. */
  | { kind: 'variables-changed'; changes: readonly VariableChange[] }
  | { kind: 'cancel'; reason: string };

/** One change of where the tokens stand, as Camunda's process instance modification has it. */
export type ModificationInstruction =
  | { kind: 'cancel-instance'; executionId: string }
  /** `onlyCurrent`: not those that the instructions before it started. */
  | { kind: 'cancel-activity'; activityId: string; onlyCurrent: boolean }
  | ({ kind: 'start-before' | 'start-after'; activityId: string } & Instantiation)
  | ({ kind: 'start-transition'; transitionId: string } & Instantiation);

/** Where a token starts, and with what. */
export interface Instantiation {
  /** The activity instance it starts in; null: the only one there is. */
  ancestorExecutionId: string | null;
  variables: Variables;
  /** Set on what is started itself. */
  localVariables: Variables;
}

/** Fields every effect about one activity instance carries. */
export interface ActivityRef {
  /** Unique within the instance; stable across advance calls. */
  executionId: string;
  activityId: string;
  activityName: string | null;
  /** Camunda's activity type: userTask, serviceTask, boundaryTimer, intermediateTimer, callActivity, … */
  activityType: string;
  /** Scope ids from the root (instance id) down to the activity's own scope. */
  scopePath: string[];
}

/** When a timer is due and, for a cycle, how often it still repeats (`null` = for ever). */
export interface TimerSchedule {
  dueAt: string;
  cycle?: { expression: string; remaining: number | null };
}

/** How a job is tried. @default priority 0, three tries without a pause */
export interface JobOptions {
  priority: number;
  /** `R3/PT10M`, or durations separated by commas: one more try than there are durations. */
  retryCycle: string | null;
}

export type Effect =
  /** `isUndone`: a scope that completed long ago and is back so that it can be undone. */
  | ({ kind: 'activity-started'; parentExecutionId: string | null; isUndone?: true } & ActivityRef)
  | { kind: 'activity-ended'; executionId: string; canceled: boolean }
  /** What is open under this execution id goes on as this activity of the target of a migration. */
  | ({
      kind: 'activity-migrated';
      parentExecutionId: string | null;
      /** Of a user task. */
      formKey?: string | null;
      /** Of an external task. */
      extensionProperties?: Record<string, string>;
    } & ActivityRef)
  | ({
      kind: 'external-task-created';
      topic: string;
      priority: number;
      extensionProperties: Record<string, string>;
    } & ActivityRef)
  | ({
      kind: 'user-task-created';
      name: string | null;
      description: string | null;
      assignee: string | null;
      owner: string | null;
      candidateUsers: string[];
      candidateGroups: string[];
      dueDate: string | null;
      followUpDate: string | null;
      priority: number;
      formKey: string | null;
      /** When it was made known to listeners. @default made up */
      taskId?: string;
    } & ActivityRef)
  /** Listeners changed a user task. */
  | { kind: 'user-task-changed'; task: OpenTask }
  | ({
      kind: 'timer-created';
      schedule: TimerSchedule;
      job?: JobOptions;
      /** Of a user task: which of its listeners waits. @default none */
      listenerId?: string;
    } & ActivityRef)
  /** The token waits before or after the activity until a job sends it on; `scopePath` is that around the activity. */
  | ({
      kind: 'continuation-created';
      /** Behind the activity and not in front of it. @default false */
      isAfter?: boolean;
      job?: JobOptions;
    } & ActivityRef)
  | ({
      kind: 'subscription-created';
      eventType: 'message' | 'signal' | 'conditional';
      eventName: string;
    } & ActivityRef)
  | ({ kind: 'call-requested'; call: CallRequest } & ActivityRef)
  | ({ kind: 'decision-evaluated'; evaluation: unknown } & ActivityRef)
  /** The wait opened under this execution id is no longer wanted; also reported for the one the event completed. */
  | { kind: 'wait-closed'; executionId: string }
  | { kind: 'variable-set'; scopeId: string; name: string; value: TypedValue }
  | { kind: 'variable-removed'; scopeId: string; name: string }
  | { kind: 'scope-ended'; scopeId: string }
  /** `isHeardHere`: the instance itself has had it. @default false */
  | { kind: 'signal-thrown'; name: string; variables: Variables; isHeardHere?: boolean }
  /** Nobody in this instance caught it: for the call activity that waits for it, with the variables of the root scope. */
  | { kind: 'escalation-thrown'; code: string; variables: Variables }
  /** An error nobody caught, here nor above, ended its token: who called the instance takes what it has so far. */
  | { kind: 'error-lost'; variables: Variables }
  | {
      kind: 'instance-ended';
      outcome: 'completed' | 'terminated' | 'failed';
      error?: { code: string; message?: string };
    };

/** Which definition a call activity starts, and with what. */
export interface CallRequest {
  calledElement: string;
  binding: VersionBinding;
  businessKey: string | null;
  /** Null: that of no tenant. @default the caller's */
  tenantId?: string | null;
  variables: Variables;
}

/** Which activity of one version goes on as which of another; a multi-instance body is `<id>#multiInstanceBody`. */
export interface MigrationInstruction {
  source: string;
  target: string;
  /** Timers start again, messages and signals get the name they have in the target. */
  updateEventTrigger: boolean;
}

/** Why one activity instance cannot be migrated. */
export interface ActivityInstanceFailures {
  executionId: string;
  activityId: string;
  /** It waits before or behind the activity for a job. */
  isTransition: boolean;
  failures: string[];
}

/** What is to be done to the state of one instance. */
export interface MigrationOrder {
  source: ExecutableModel;
  target: ExecutableModel;
  instructions: readonly MigrationInstruction[];
}

/** Moves running instances to another version of their process, by Camunda's rules. Pure, as `advance`. */
export interface Migrator {
  /** Instructions for activities that are equal in both models, those only that may be used together. */
  generate(
    source: ExecutableModel,
    target: ExecutableModel,
    updateEventTriggers: boolean,
  ): MigrationInstruction[];
  /** What is wrong with each instruction, in their order. */
  checkPlan(order: MigrationOrder): string[][];
  /** What of an instance cannot be migrated by a valid plan; empty: nothing. */
  checkInstance(order: MigrationOrder, state: unknown): ActivityInstanceFailures[];
  /**
   * The state under the target model. Sets `variables` in the instance afterwards, which may fire conditions.
   * @throws ExecutorFailure when an expression of the target fails.
   */
  migrate(
    order: MigrationOrder,
    state: unknown,
    what: { variables: Variables } & Partial<Skips>,
    context: AdvanceContext,
  ): Advance;
}

/** The result of one advance: the next state and everything the engine must write, in order. */
export interface Advance {
  state: unknown;
  effects: Effect[];
}

/** A parsed, cached, shareable process definition; opaque to the engine but for these facts. */
export interface ExecutableModel {
  processId: string;
  processName: string | null;
  versionTag: string | null;
  category: string | null;
  historyTimeToLiveDays: number | null;
  isExecutable: boolean;
  startableInTasklist: boolean;
  /** Messages, signals and timers that start a new instance of the latest version. */
  startEvents: StartEvent[];
  /** Element id to name, Camunda activity type and the process or subprocess it stands in, for who shows instances. */
  activities: ReadonlyMap<string, { name: string | null; type: string; scope?: string | null }>;
  /** Where instances, or the definition itself, make jobs. */
  jobs: readonly JobDeclaration[];
  /** External tasks whose failures may be errors of the model (`camunda:errorEventDefinition`). @default none */
  errorTasks?: ReadonlySet<string>;
  /** User tasks hear when they are changed from outside. @default false */
  hasTaskListeners?: boolean;
  /** Something hears that an instance is cancelled as a whole. @default false */
  hearsCancel?: boolean;
  /** User tasks hear when they are given up or have waited for long: `openTasks` must be lent. @default false */
  needsOpenTasks?: boolean;
}

export type StartEvent =
  | { kind: 'none'; activityId: string }
  | { kind: 'message' | 'signal'; activityId: string; eventName: string }
  | { kind: 'timer'; activityId: string; timer: StartTimer; job?: JobOptions }
  /** `holds`: whether it starts with these variables. @throws ExpressionError */
  | { kind: 'conditional'; activityId: string; holds: (variables: Variables, now: Date) => boolean };

/** When a timer starts instances: `valueAt` is what its expression gives at a moment; left out: the text itself. */
export interface StartTimer {
  type: 'date' | 'duration' | 'cycle';
  expression: string;
  valueAt?: (now: Date) => unknown;
}

/** Something in the file that this executor cannot run or that is wrong; a deployment with one is refused. */
export interface ModelProblem {
  /** The file may be right: another executor may be able to run it. @default false, it is wrong */
  isUnsupported?: boolean;
  elementId: string | null;
  message: string;
  line?: number;
  column?: number;
}

export interface Executor {
  readonly name: 'bpmn-engine' | 'token-core';
  /** Stored beside each state, e.g. `bpmn-elements/17.3.0`; a state of another format is never resumed silently. */
  readonly stateFormat: string;
  /** Parses one BPMN file into its executable processes, or says why not. */
  load(xml: string): Promise<{ models: ExecutableModel[]; problems: ModelProblem[] }>;
  /**
   * Moves the tokens of one instance for one event; `state` is null exactly for `start`.
   * @throws ExecutorFailure when an expression or the model fails: the caller rolls back, nothing has changed.
   */
  advance(model: ExecutableModel, state: unknown, event: ExecutorEvent, context: AdvanceContext): Advance;
  /**
   * When the timer under this execution id would be due if it were armed now (`context.now`); null: never.
   * Left out: timers cannot be calculated again. @throws ExecutorFailure when its expression fails or nothing waits there.
   */
  timerSchedule?(
    model: ExecutableModel,
    state: unknown,
    executionId: string,
    context: AdvanceContext,
  ): { dueAt: Date } | null;
  /** What becomes of this call activity when this comes out of what it called; null: nobody here catches it. Left out: `beside`. */
  catchesThrown?(
    model: ExecutableModel,
    state: unknown,
    executionId: string,
    thrown: Thrown,
  ): 'interrupting' | 'beside' | null;
  /** Left out: running instances stay with their version. */
  readonly migrator?: Migrator;
}
