import type { CompiledExpression } from '../../expressions/expression.ts';
import type { CallRequest } from '../port.ts';
import type { TimerType } from '../../timers/timer-schedule.ts';

/** What the executor knows about one flow node, read once from the file. */
export interface ElementFacts {
  id: string;
  name: string | null;
  /** Camunda's activity type, for history. */
  activityType: string;
  work: Work;
  inputs: Parameter[];
  outputs: Parameter[];
  loop: LoopFacts | null;
  boundary: { hostId: string; cancels: boolean } | null;
  /** Error boundary events: the code they catch (null = every one) and the variables they set then. */
  caughtError: { code: string | null; codeVariable: string | null; messageVariable: string | null } | null;
}

/** What happens when a token reaches the element. */
export type Work =
  | { kind: 'pass' }
  | { kind: 'scope' }
  | ExternalTaskWork
  | UserTaskWork
  | CallWork
  | { kind: 'expression'; expression: CompiledExpression; resultVariable: string | null }
  | CatchWork
  | { kind: 'throw-signal'; name: CompiledExpression; inputs: CallMapping[] }
  | { kind: 'throw-error'; errorCode: CompiledExpression; message: CompiledExpression | null };

/** Work that waits for an event from outside. */
export type CatchWork =
  | { kind: 'message' | 'signal'; eventName: CompiledExpression }
  | { kind: 'conditional'; condition: CompiledExpression; variableName: string | null }
  | { kind: 'timer'; type: TimerType; expression: CompiledExpression };

/** `camunda:type="external"`. */
export interface ExternalTaskWork {
  kind: 'external';
  topic: CompiledExpression;
  priority: CompiledExpression | null;
  extensionProperties: Record<string, string>;
}

/** A user task with Camunda's assignment attributes. */
export interface UserTaskWork {
  kind: 'user';
  name: CompiledExpression | null;
  description: CompiledExpression | null;
  assignee: CompiledExpression | null;
  candidateUsers: CompiledExpression | null;
  candidateGroups: CompiledExpression | null;
  dueDate: CompiledExpression | null;
  followUpDate: CompiledExpression | null;
  priority: CompiledExpression | null;
  formKey: CompiledExpression | null;
}

/** A call activity. */
export interface CallWork {
  kind: 'call';
  calledElement: CompiledExpression;
  binding: (evaluate: (expression: CompiledExpression) => unknown) => CallRequest['binding'];
  businessKey: CompiledExpression | null;
  inputs: CallMapping[];
  outputs: CallMapping[];
}

/** One `camunda:in` or `camunda:out`. */
export type CallMapping =
  | { kind: 'all'; local: boolean }
  | { kind: 'variable'; source: string; target: string; local: boolean }
  | { kind: 'expression'; expression: CompiledExpression; target: string; local: boolean };

/** One `camunda:inputParameter` or `camunda:outputParameter`. */
export interface Parameter {
  name: string;
  value: ParameterValue;
}

export type ParameterValue =
  | { kind: 'expression'; expression: CompiledExpression }
  | { kind: 'list'; items: ParameterValue[] }
  | { kind: 'map'; entries: [string, ParameterValue][] };

/** Multi-instance characteristics. */
export interface LoopFacts {
  sequential: boolean;
  collection: CompiledExpression | null;
  cardinality: CompiledExpression | null;
  elementVariable: string | null;
  completionCondition: CompiledExpression | null;
}

/** An event subprocess: what starts it and whether that ends everything else in its scope. */
export interface EventSubProcessFacts {
  subProcessId: string;
  startEventId: string;
  startEventName: string | null;
  activityType: string;
  interrupting: boolean;
  work: CatchWork;
}
