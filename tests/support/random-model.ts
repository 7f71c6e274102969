/**
 * Random process models, made of nested blocks so that they are sound: every branch that opens closes. A block is plain
 * JSON, so that a model that shows a fault can be made smaller and kept.
 */
import type { Random } from './random.ts';

/** What an event waits for. */
export type EventKind = 'message' | 'signal' | 'timer' | 'cycle' | 'condition';

/** An event attached to a task or subprocess, and what happens after it. */
export interface Attached {
  on: EventKind | 'error' | 'escalation';
  isInterrupting: boolean;
  handler: Block;
}

export type Block =
  | { is: 'sequence'; items: Block[] }
  | { is: 'user' | 'worker'; events: Attached[]; loop: LoopKind | null; isUndoable: boolean }
  | { is: 'expression'; add: number }
  | { is: 'choice' | 'inclusive'; branches: { above: number; block: Block }[]; otherwise: Block }
  | { is: 'parallel'; branches: Block[] }
  | { is: 'repeat'; body: Block; above: number }
  | { is: 'scope'; body: Block; events: Attached[]; reactions: Attached[]; loop: LoopKind | null }
  | { is: 'wait'; on: EventKind }
  | { is: 'race'; options: { on: 'message' | 'signal' | 'timer'; block: Block }[] }
  | { is: 'link' }
  /** `fails`: the called process may end with an error; a model kept from earlier has neither. */
  | { is: 'call'; fails?: boolean; events?: Attached[] }
  /** Two tokens go through the same activities; both end in the subprocess they are in. */
  | { is: 'twins'; tasks: ('user' | 'worker')[] }
  /** A task with input and output parameters. */
  | { is: 'mapped'; add: number }
  /** Goes on, having thrown. */
  | { is: 'escalate' | 'undo' | 'shout' }
  /** Ends here: `error` only within a scope that catches it. */
  | { is: 'stop'; by: 'error' | 'terminate' };

export interface LoopKind {
  isSequential: boolean;
  count: number;
  /** Instances after which it is done; null: all. */
  until: number | null;
  /** One for each element of `items`, whatever `count` says. @default false */
  isCollection?: boolean;
}

/** What may stand in a model. */
export interface Profile {
  /** Inclusive gateways, repeated and conditional events, compensation, escalation: what only the token core does right. */
  isFull: boolean;
}

/** A random model; `size` is how deep blocks nest. */
export function randomModel(random: Random, profile: Profile, size = 3): Block {
  return new Generator(random, profile).sequence(size, { isInScope: false });
}

interface Surroundings {
  /** Within a subprocess that catches errors. */
  isInScope: boolean;
  /** Within an event subprocess: what could be undone there keeps Operaton from closing the timers around it. */
  isInReaction?: boolean;
}

const PLAIN: EventKind[] = ['message', 'signal', 'timer'];
const ALL: EventKind[] = [...PLAIN, 'cycle', 'condition'];

class Generator {
  readonly #random: Random;
  readonly #isFull: boolean;

  constructor(random: Random, { isFull }: Profile) {
    this.#random = random;
    this.#isFull = isFull;
  }

  sequence(depth: number, around: Surroundings): Block {
    const items = Array.from({ length: this.#random.integer(1, 3) }, () => this.#block(depth, around));
    return { is: 'sequence', items };
  }

  #block(depth: number, around: Surroundings): Block {
    const random = this.#random;
    if (depth <= 0 || random.chance(0.3)) return this.#task(depth, around);
    const inner = (): Block => this.sequence(depth - 1, around);
    switch (random.pick(this.#kinds(around))) {
      case 'choice':
      case 'inclusive':
        return this.#split(inner);
      case 'parallel':
        return { is: 'parallel', branches: Array.from({ length: random.integer(2, 3) }, inner) };
      case 'repeat':
        // Something has to wait inside, or the model would go round in circles.
        return {
          is: 'repeat',
          body: { is: 'sequence', items: [inner(), plainUser] },
          above: random.integer(5, 8),
        };
      case 'scope':
        return this.#scope(depth);
      case 'race':
        return { is: 'race', options: this.#options(inner) };
      case 'stop':
        return this.#stop(around);
      case 'twins': {
        const tasks = Array.from({ length: random.integer(1, 2) }, () =>
          random.pick(['user', 'worker'] as const),
        );
        return { is: 'twins', tasks };
      }
      case 'throw':
        return { is: random.pick(['escalate', 'undo', 'shout'] as const) };
      default:
        return { is: 'wait', on: random.pick(this.#isFull ? ALL : PLAIN) };
    }
  }

  #kinds({ isInScope }: Surroundings): string[] {
    const kinds = ['choice', 'parallel', 'repeat', 'scope', 'race', 'wait'];
    if (this.#isFull) kinds.push('inclusive', 'throw', 'twins');
    return isInScope ? [...kinds, 'stop'] : kinds;
  }

  #task(depth: number, around: Surroundings): Block {
    const random = this.#random;
    const kind = random.integer(1, 10);
    if (kind === 1) return { is: 'expression', add: random.integer(1, 3) };
    if (kind === 2) return this.#call(depth, around);
    if (kind === 3 && this.#isFull)
      return random.chance(0.5) ? { is: 'link' } : { is: 'mapped', add: random.integer(1, 3) };
    const is = random.pick(['user', 'worker'] as const);
    const events = depth > 0 && random.chance(0.3) ? [this.#attached(depth, around)] : [];
    const loop = random.chance(0.15) ? this.#loop() : null;
    const isUndoable = this.#isFull && random.chance(0.15) && around.isInReaction !== true;
    // Of a loop that can be undone Operaton leaves the last element behind in its executions.
    if (loop && isUndoable) delete loop.isCollection;
    return { is, events, loop, isUndoable };
  }

  #split(inner: () => Block): Block {
    const random = this.#random;
    const branches = Array.from({ length: random.integer(1, 2) }, () => ({
      above: random.integer(2, 7),
      block: inner(),
    }));
    const is = this.#isFull && random.chance(0.4) ? 'inclusive' : 'choice';
    return { is, branches, otherwise: inner() };
  }

  #scope(depth: number): Block {
    const random = this.#random;
    const around = { isInScope: true };
    const body = this.sequence(depth - 1, around);
    const onError: Attached = { on: 'error', isInterrupting: true, handler: this.sequence(0, around) };
    const attached = random.chance(0.4) ? [this.#attached(depth, around)] : [];
    const escalation = this.#isFull && random.chance(0.3) ? [this.#escalation()] : [];
    // What could be undone in a scope may keep Operaton from closing the timers around it.
    const hasUndoable = JSON.stringify(body).includes('"isUndoable":true');
    const isTimed = ({ on }: Attached): boolean => on === 'cycle' || on === 'timer';
    const safe = attached.map((event) =>
      hasUndoable && isTimed(event) ? { ...event, on: 'message' as const } : event,
    );
    // What interrupts a scope ends the wait for the events attached to it; the library goes on waiting.
    const mayReact = this.#isFull || attached.length === 0;
    return {
      is: 'scope',
      body,
      events: [onError, ...safe, ...escalation],
      reactions:
        random.chance(0.4) && mayReact ? [this.#reaction(depth, { ...around, isInReaction: true })] : [],
      loop: random.chance(0.15) ? this.#loop() : null,
    };
  }

  #attached(depth: number, around: Surroundings): Attached {
    const random = this.#random;
    const isInterrupting = !this.#isFull || random.chance(0.5);
    const on = random.pick(this.#isFull ? ALL : PLAIN);
    return { on, isInterrupting, handler: this.sequence(Math.max(0, depth - 2), around) };
  }

  /** An event subprocess, which may also catch what is thrown in its scope. */
  #reaction(depth: number, around: Surroundings): Attached {
    const random = this.#random;
    if (!this.#isFull || random.chance(0.6)) return this.#attached(depth, around);
    const on = random.pick(['error', 'escalation'] as const);
    const isInterrupting = on === 'error' || random.chance(0.5);
    return { on, isInterrupting, handler: this.sequence(Math.max(0, depth - 2), around) };
  }

  #call(depth: number, around: Surroundings): Block {
    const random = this.#random;
    if (!this.#isFull || random.chance(0.4)) return { is: 'call' };
    const events: Attached[] = random.chance(0.5)
      ? [{ on: 'error', isInterrupting: true, handler: this.sequence(0, around) }]
      : [];
    if (depth > 0 && random.chance(0.3)) events.push(this.#attached(depth, around));
    return { is: 'call', fails: true, events };
  }

  #escalation(): Attached {
    return { on: 'escalation', isInterrupting: this.#random.chance(0.5), handler: plainUser };
  }

  #options(inner: () => Block): { on: 'message' | 'signal' | 'timer'; block: Block }[] {
    return (['message', 'timer', 'signal'] as const)
      .slice(0, this.#random.integer(2, 3))
      .map((on) => ({ on, block: inner() }));
  }

  /** In a branch of its own, so that something goes on in the other. */
  #stop(around: Surroundings): Block {
    const random = this.#random;
    const by = random.pick(['error', 'terminate'] as const);
    return {
      is: 'choice',
      branches: [{ above: random.integer(3, 6), block: { is: 'stop', by } }],
      otherwise: this.sequence(0, around),
    };
  }

  #loop(): LoopKind {
    const random = this.#random;
    const count = random.integer(0, 3);
    return {
      isSequential: random.chance(0.5),
      count,
      until: random.chance(0.3) ? random.integer(1, 2) : null,
      ...(this.#isFull && random.chance(0.4) ? { isCollection: true } : {}),
    };
  }
}

const plainUser: Block = { is: 'user', events: [], loop: null, isUndoable: false };
