import type { Variables } from '../executors/port.ts';

/** Stored beside each state; a state of another format is refused. */
export const STATE_FORMAT = 'token/1';

/**
 * Where an instance stands: a flat list of nodes, each inside of another. Plain JSON, small, and readable by a person who
 * has to find out why a case waits.
 */
export interface TokenState {
  format: typeof STATE_FORMAT;
  /** Oldest first; empty once the instance has ended. */
  nodes: StateNode[];
}

interface NodeBase {
  /** The execution id the effects carry; the process's is the instance id. */
  id: string;
  /** Id in the model. */
  element: string;
  /** Id of the node this one is inside of; null for the process. */
  in: string | null;
}

/** A running process, subprocess or event subprocess. */
export interface ScopeNode extends NodeBase {
  is: 'scope';
  /** Activities that may have to be compensated, in the order they completed. */
  completed?: Completed[];
  /** It completed long ago and is back so that handlers inside of it can run; `loop`: it held all instances of a loop. */
  undoing?: true | 'loop';
}

/** All instances of a multi-instance activity. */
export interface LoopNode extends NodeBase {
  is: 'loop';
  total: number;
  active: number;
  done: number;
  completed?: Completed[];
}

/** An activity in which a token stands until something happens. */
export interface WaitNode extends NodeBase {
  is: 'waiting';
  /** Of a signal: the name it waits for, where the model does not say it as it stands. */
  event?: string;
}

/** A token at a gateway that waits for others. */
export interface JoinNode extends NodeBase {
  is: 'joining';
  /** The flow it came along. */
  via: string | null;
}

/**
 * An event that may happen to the node it is inside of: boundary event, event subprocess, option of an event gateway, or the
 * time a listener of a user task waits for; `element` is then the task.
 */
export interface ArmedNode extends NodeBase {
  is: 'armed';
  /** Id of the listener that hears of it. */
  listener?: string;
  /** As of a waiting node. */
  event?: string;
  /** Timers that fire again. */
  schedule?: { dueAt: string; cycle: { expression: string; remaining: number | null } };
}

/** A token in front of an activity, or behind one that is done, that a job sends on. */
export type JobNode = NodeBase & { is: 'job' } & (
    | {
        at: 'before';
        /** As it is to enter: along which flow, as which instance of a loop. */
        how: { via?: string; index?: number; item?: unknown; locals?: Variables };
      }
    /** The flow to take; null: the token ends. */
    | { at: 'after'; flow: string | null }
  );

export type StateNode = ScopeNode | LoopNode | WaitNode | JoinNode | ArmedNode | JobNode;

/** An activity that completed and has a compensation handler, or a scope that holds such activities. */
export interface Completed {
  element: string;
  /** Of a scope: what completed inside of it. */
  inner?: Completed[];
  /** It held all instances of a loop. */
  isLoop?: true;
  /** Of a scope: its local variables as they were when it completed. */
  variables?: Variables;
}
