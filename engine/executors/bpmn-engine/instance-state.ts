import type { TypedValue } from '../port.ts';
import type { Work } from './element-facts.ts';

/** Everything that must survive between two advances of one instance; plain JSON. */
export interface InstanceState {
  /** The start event the instance came from: it decides which library context is used. */
  startActivityId: string;
  /** The library's own state; null once the instance has ended. */
  definition: unknown;
  /** Open waits by the execution id their effect carried. */
  waits: Record<string, OpenWait>;
  /** Activities that have started and not ended, by execution id. */
  activities: Record<string, OpenActivity>;
  /** Running multi-instance activities, by the execution id of the body. */
  loops: Record<string, OpenLoop>;
}

/** The kinds of a wait. */
export type WaitKind = Exclude<
  Work['kind'],
  'pass' | 'scope' | 'expression' | 'throw-signal' | 'throw-error'
>;

/** A token, or an event subprocess, that waits for something from outside. */
export interface OpenWait {
  kind: WaitKind;
  activityId: string;
  /** Scope ids from the instance id down to the wait's own. */
  path: string[];
  /** Timers only: when it is due, for the repetition after it. */
  schedule?: StoredSchedule;
  /** Set when the wait is not a token but starts this event subprocess in the last scope but one of `path`. */
  eventSubProcessId?: string;
}

/** A timer schedule as JSON. */
export interface StoredSchedule {
  dueAt: string;
  cycle?: { expression: string; remaining: number | null };
}

/** An activity that has started. */
export interface OpenActivity {
  activityId: string;
  path: string[];
}

/** A multi-instance activity: how far it is, and the elements as they were when it began. */
export interface OpenLoop {
  items: TypedValue[] | null;
  count: number;
  completed: number;
}
