/**
 * The compiled, frozen form of one process: what `advance` reads. Made by `compile/`, shared by all instances of a
 * definition. References between elements are ids, looked up in `elements`, so that the whole is plain data and functions.
 */
import type { CompiledExpression } from '../expressions/expression.ts';
import type { ExecutableModel } from '../executors/port.ts';
import type { TimerType } from '../timers/timer-schedule.ts';

/** A process compiled by the token core. */
export interface CompiledProcess extends ExecutableModel {
  readonly elements: ReadonlyMap<string, Element>;
  /** False: no variable change can trigger anything, and none is looked at. */
  readonly hasConditions: boolean;
  /** False: nothing can wait at an inclusive gateway. */
  readonly hasInclusiveGateways: boolean;
  /** The variable that says who started an instance (`camunda:initiator`). */
  readonly initiator: string | null;
  /** What hears of tokens on a sequence flow, by the flow's id. */
  readonly takeListeners: ReadonlyMap<string, TakeListeners>;
}

/** One flow node, or the process itself (`behaviour.kind` is `process`). */
export interface Element {
  readonly id: string;
  readonly name: string | null;
  /** Camunda's activity type. */
  readonly type: string;
  /** The process or subprocess it stands in; null for the process. */
  readonly scope: string | null;
  readonly behaviour: Behaviour;
  readonly outgoing: readonly Flow[];
  readonly incomingCount: number;
  readonly defaultFlow: string | null;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly loop: Loop | null;
  /** Of a multi-instance activity: around all instances together. */
  readonly jobs: JobSettings;
  /** Boundary events attached to it, event subprocesses standing in it, options of an event gateway. */
  readonly catchers: readonly Catcher[];
  /** The activity that undoes this one once it has completed. */
  readonly compensatedBy: string | null;
  readonly listeners: Listeners;
}

/** What is evaluated when an activity begins and when it ends; nothing is done with the results. */
export interface Listeners {
  readonly start: readonly CompiledExpression[];
  readonly end: readonly CompiledExpression[];
}

/** What is evaluated when a token is on a sequence flow. */
export interface TakeListeners {
  /** Where the flow begins. */
  readonly source: string;
  readonly expressions: readonly CompiledExpression[];
}

/** What happens to a user task. */
export type TaskEvent = 'create' | 'assignment' | 'update' | 'complete' | 'delete';

/** What is evaluated when something happens to a user task. */
export type TaskListeners = Readonly<Partial<Record<TaskEvent, readonly CompiledExpression[]>>>;

/** What is evaluated when a user task has waited for some time; the task goes on. */
export interface Timeout {
  /** Of the listener, unique in its task. */
  readonly id: string;
  readonly trigger: Extract<Trigger, { kind: 'timer' }>;
  readonly expressions: readonly CompiledExpression[];
}

/** Where a job takes over from the caller's transaction, and how jobs (timers as well) are tried. */
export interface JobSettings {
  readonly before: boolean;
  readonly after: boolean;
  readonly priority: CompiledExpression | null;
  /** `R3/PT10M` or durations separated by commas. */
  readonly retryCycle: CompiledExpression | null;
}

/** A sequence flow; without a condition it is always open. */
export interface Flow {
  readonly id: string;
  readonly target: string;
  readonly condition: CompiledExpression | null;
}

/** A value written in the model: a constant, an expression, a list or a map of them. */
export type ValueSource =
  /** `copies`: the expression is just this variable, so its type is kept. */
  | { readonly kind: 'expression'; readonly expression: CompiledExpression; readonly copies: string | null }
  | { readonly kind: 'list'; readonly items: readonly ValueSource[] }
  | { readonly kind: 'map'; readonly entries: readonly MapEntry[] };

/** An entry of a map; its key may be computed. */
export interface MapEntry {
  readonly key: CompiledExpression;
  readonly value: ValueSource;
}

/** An input or output parameter. */
export interface Mapping {
  readonly name: string;
  readonly value: ValueSource;
}

/** A `camunda:in` or `camunda:out` of a call activity or a thrown signal. */
export type CallMapping =
  | { readonly kind: 'all'; readonly isLocal: boolean }
  | { readonly kind: 'variable'; readonly source: string; readonly target: string; readonly isLocal: boolean }
  | {
      readonly kind: 'expression';
      readonly source: CompiledExpression;
      readonly target: string;
      readonly isLocal: boolean;
    };

/** Multi-instance characteristics. */
export interface Loop {
  readonly isSequential: boolean;
  readonly cardinality: CompiledExpression | null;
  /** A variable's name or an expression giving a list. */
  readonly collection: { readonly variable: string } | { readonly expression: CompiledExpression } | null;
  readonly elementVariable: string | null;
  readonly completion: CompiledExpression | null;
  /** Around each instance. */
  readonly jobs: JobSettings;
}

/** What an event waits for. */
export type Trigger =
  | { readonly kind: 'message' | 'signal'; readonly name: CompiledExpression }
  | { readonly kind: 'timer'; readonly timerType: TimerType; readonly value: CompiledExpression }
  | {
      readonly kind: 'conditional';
      readonly condition: CompiledExpression;
      readonly variableName: string | null;
      /** create, update, delete; empty = all. */
      readonly variableEvents: readonly string[];
    }
  | {
      readonly kind: 'error';
      readonly code: string | null;
      readonly codeVariable: string | null;
      readonly messageVariable: string | null;
    }
  | { readonly kind: 'escalation'; readonly code: string | null; readonly codeVariable: string | null }
  /** The transaction the event is attached to is cancelled from inside. */
  | { readonly kind: 'cancel' };

/** An event that may happen while a token stands in an element. */
export interface Catcher {
  /** The boundary event, the start event of the event subprocess, or the event behind an event gateway. */
  readonly eventId: string;
  /** The event subprocess; null for the others. */
  readonly subprocessId: string | null;
  readonly trigger: Trigger;
  readonly isInterrupting: boolean;
}

/** What an element does when a token reaches it. */
export type Behaviour =
  | {
      readonly kind: 'process' | 'subprocess';
      /** Its plain start event. */
      readonly start: string | null;
      readonly isEventSubprocess: boolean;
      /** The event subprocess in it that undoes it. */
      readonly compensatedBy: string | null;
    }
  /** Start, none, catch-link and boundary events, undefined and manual tasks: the token goes on at once. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'exclusive-gateway' | 'parallel-gateway' }
  | {
      readonly kind: 'inclusive-gateway';
      /** From which elements of the same scope a token can still come, for each incoming flow. */
      readonly sources: ReadonlyMap<string, ReadonlySet<string>>;
      /** The same for all incoming flows together. */
      readonly before: ReadonlySet<string>;
    }
  /** Its options are its catchers. */
  | { readonly kind: 'event-gateway' }
  | { readonly kind: 'user-task'; readonly task: UserTask }
  | { readonly kind: 'external-task'; readonly task: ExternalTask }
  | {
      readonly kind: 'expression';
      readonly expression: CompiledExpression;
      readonly resultVariable: string | null;
    }
  | {
      readonly kind: 'decision';
      readonly call: Binding & {
        readonly reference: CompiledExpression;
        /** Whose decision; left out: that of the instance's tenant. */
        readonly tenantId: CompiledExpression | null;
      };
      readonly mapping: DecisionMapping;
      readonly resultVariable: string | null;
    }
  /** Waits for a message, signal, timer or condition; `trigger` null: a receive task that only `complete` ends. */
  | { readonly kind: 'catch'; readonly trigger: Trigger | null }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'throw-link'; readonly target: string }
  /** Where a link arrives: no activity of its own, as in Camunda's history. */
  | { readonly kind: 'catch-link' }
  | {
      readonly kind: 'throw-signal';
      readonly name: CompiledExpression;
      readonly payload: readonly CallMapping[];
    }
  | { readonly kind: 'throw-error'; readonly code: string; readonly message: CompiledExpression | null }
  | { readonly kind: 'throw-escalation'; readonly code: string }
  | { readonly kind: 'throw-compensation'; readonly activity: string | null }
  /** Undoes the transaction it stands in and goes on at the cancel event attached to that. */
  | { readonly kind: 'cancel-transaction' }
  | { readonly kind: 'terminate' };

/** A user task's texts; each may hold expressions. */
export interface UserTask {
  readonly name: CompiledExpression | null;
  readonly description: CompiledExpression | null;
  readonly assignee: CompiledExpression | null;
  readonly owner: CompiledExpression | null;
  readonly candidateUsers: CompiledExpression | null;
  readonly candidateGroups: CompiledExpression | null;
  readonly dueDate: CompiledExpression | null;
  readonly followUpDate: CompiledExpression | null;
  readonly priority: CompiledExpression | null;
  readonly formKey: CompiledExpression | null;
  readonly listeners: TaskListeners;
  readonly timeouts: readonly Timeout[];
}

/** An external task's texts. */
export interface ExternalTask {
  readonly topic: CompiledExpression;
  /** Its own, else the process's. */
  readonly priority: CompiledExpression | null;
  readonly properties: Readonly<Record<string, string>>;
  /** Completions that turn into an error when their expression holds. */
  readonly errors: readonly {
    readonly expression: CompiledExpression;
    readonly code: string;
    readonly message: CompiledExpression | null;
  }[];
}

/** Which version of a definition is meant. */
export interface Binding {
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  /** The version or version tag; null for the other bindings. */
  readonly bindingValue: CompiledExpression | null;
}

/** What becomes of the rows a decision gives. */
export type DecisionMapping = 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';

/** Which definition a call activity starts. */
export interface Call extends Binding {
  readonly calledElement: CompiledExpression;
  readonly businessKey: CompiledExpression | null;
  /** Whose definition is called; left out: that of the caller's tenant. */
  readonly tenantId: CompiledExpression | null;
  readonly inputs: readonly CallMapping[];
  readonly outputs: readonly CallMapping[];
}
