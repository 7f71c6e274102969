import { ExecutorFailure } from '../executors/executor-failure.ts';
import type {
  ActivityRef,
  AdvanceContext,
  Effect,
  OpenTask,
  VariableChange,
  Variables,
} from '../executors/port.ts';
import { InstanceVariables } from '../executors/variable-scopes.ts';
import type { CompiledProcess, Element } from './model.ts';
import { STATE_FORMAT } from './state.ts';
import type { JoinNode, StateNode, TokenState } from './state.ts';

/** One token move still to be made. */
export type Move =
  /**
   * A token is on its way into an element inside of the node `in`, along the flow `via` where there is one; `index` and
   * `item` for one instance of a loop.
   */
  | {
      do: 'enter';
      element: string;
      in: string;
      via?: string;
      index?: number;
      item?: unknown;
      /** Set on the activity before it begins to work. */
      locals?: Variables;
      /** A job brought it: it does not wait for another one. */
      isContinued?: true;
    }
  /** The activity is done: its outputs are mapped and the token goes on. */
  | { do: 'leave'; node: string }
  /** A token inside of the node has ended: the node may be done as well. */
  | { do: 'settle'; node: string };

/**
 * The working copy of one `advance`: the nodes as they are now, the moves still to make, the effects so far. Nodes are
 * replaced, never changed, so that the state handed in stays as it was.
 */
export class Step {
  /** What the elements of the nodes are looked up in; a migration changes it on the way. */
  model: CompiledProcess;
  readonly context: AdvanceContext;
  readonly variables: InstanceVariables;
  readonly effects: Effect[] = [];
  readonly #nodes = new Map<string, StateNode>();
  /** Node id to what is directly inside of it. */
  readonly #inside = new Map<string, Map<string, StateNode>>();
  /** Tokens that wait for others at one gateway, by `<node id> <element id>`. */
  readonly #joining = new Map<string, Map<string, JoinNode>>();
  /** Last in, first out: a token runs until it waits before the next one moves, as in Camunda. */
  readonly moves: Move[] = [];
  /** What conditional events have not looked at yet. */
  readonly changes: VariableChange[] = [];
  /** Conditional events that began to wait and have not been looked at yet. */
  readonly freshConditions: string[] = [];
  /** User tasks whose listeners may hear of them, by execution id. */
  readonly tasks: Map<string, OpenTask>;
  /** Tokens are being moved by hand: the instance does not end before all instructions are done. */
  isHeld = false;
  /** While held: the last token came to an end by itself. */
  hasEnded = false;
  /** What was thrown ends the activity that called the instance, and the instance with it: no token moves any more. */
  isStopped = false;
  /** Input and output parameters are left out. */
  skipsMappings = false;
  /** Listeners do not hear what happens. */
  skipsListeners = false;
  readonly #written = new Set<string>();
  readonly #closed = new Set<string>();

  constructor(model: CompiledProcess, state: TokenState | null, context: AdvanceContext) {
    this.model = model;
    this.context = context;
    for (const node of state?.nodes ?? []) this.put(node);
    this.tasks = new Map(Object.entries(context.openTasks ?? {}));
    this.variables = new InstanceVariables(context.variables, (effect) => this.#report(effect));
  }

  /** The element of the model. @throws ExecutorFailure when the model has none of that id (it was redrawn). */
  element(id: string): Element {
    const element = this.model.elements.get(id);
    if (element) return element;
    throw new ExecutorFailure(
      `The model has no element '${id}' any more: the instance must be migrated first.`,
      {
        activityId: id,
      },
    );
  }

  /** The node of that id. @throws ExecutorFailure when there is none (any more). */
  node(id: string): StateNode {
    const node = this.nodes.get(id);
    if (node) return node;
    throw new ExecutorFailure(`Nothing waits under the execution id '${id}'.`);
  }

  /** All nodes, oldest first. */
  get nodes(): ReadonlyMap<string, StateNode> {
    return this.#nodes;
  }

  /** Adds a node or replaces the one of the same id. */
  put(node: StateNode): void {
    this.#nodes.set(node.id, node);
    if (node.in === null) return;
    if (node.is === 'joining') this.#join(node);
    const inside = this.#inside.get(node.in);
    if (inside) inside.set(node.id, node);
    else this.#inside.set(node.in, new Map([[node.id, node]]));
  }

  /** Removes a node; what is inside of it must be gone before. */
  remove(node: StateNode): void {
    const now = this.#nodes.get(node.id);
    if (now?.is === 'joining') this.#unjoin(now);
    this.#nodes.delete(node.id);
    if (node.in !== null) this.#inside.get(node.in)?.delete(node.id);
  }

  /** Removes all nodes: the instance has ended. */
  clear(): void {
    this.#nodes.clear();
    this.#inside.clear();
    this.#joining.clear();
  }

  /** Everything directly inside of a node, oldest first, as it stands now. */
  children(id: string): StateNode[] {
    return [...this.inside(id)];
  }

  /** As `children`, for who looks and changes nothing. */
  inside(id: string): Iterable<StateNode> {
    return this.#inside.get(id)?.values() ?? [];
  }

  /** The tokens that wait at the gateway beside this one, itself included, oldest first. */
  joiningWith(node: Pick<JoinNode, 'in' | 'element'>): ReadonlyMap<string, JoinNode> {
    return this.#joining.get(joinKey(node)) ?? NONE;
  }

  /** Where tokens wait at gateways: those at the same one beside each other together, the gateway reached first first. */
  get joins(): Iterable<ReadonlyMap<string, JoinNode>> {
    return this.#joining.values();
  }

  /** True while a token is inside of the node or on its way within it. */
  hasTokens(id: string): boolean {
    for (const node of this.inside(id)) if (node.is !== 'armed') return true;
    return this.moves.some((move) => move.do === 'enter' && move.in === id);
  }

  /** Scope ids from the instance down to the node. */
  path(id: string): string[] {
    const path: string[] = [];
    for (let at: string | null = id; at !== null;) {
      const node = this.nodes.get(at);
      if (!node) break;
      path.push(at);
      at = node.in;
    }
    return path.reverse();
  }

  /** Makes the move, after those that are asked for later than this one. */
  next(move: Move): void {
    this.moves.push(move);
  }

  /** What effects say about an activity. @param scopePath - of its own scope */
  ref(executionId: string, element: Element, scopePath: string[]): ActivityRef {
    const { id, name, type } = element;
    return { executionId, activityId: id, activityName: name, activityType: type, scopePath };
  }

  /** Reports once that nothing waits under this execution id any more. */
  closeWait(executionId: string): void {
    if (this.#closed.has(executionId)) return;
    this.#closed.add(executionId);
    this.effects.push({ kind: 'wait-closed', executionId });
  }

  /** Closes the wait so that another one can open under the same execution id. */
  renewWait(executionId: string): void {
    this.closeWait(executionId);
    this.#closed.delete(executionId);
  }

  /** The activity goes on without ever having waited under its execution id. */
  neverWaited(executionId: string): void {
    this.#closed.add(executionId);
  }

  /** Leaves every token where it is. */
  stop(): void {
    this.isStopped = true;
    this.moves.length = 0;
    this.changes.length = 0;
    this.freshConditions.length = 0;
  }

  /** The state after this step. */
  state(): TokenState {
    return { format: STATE_FORMAT, nodes: [...this.#nodes.values()] };
  }

  #join(node: JoinNode): void {
    const key = joinKey(node);
    const waiting = this.#joining.get(key);
    if (waiting) waiting.set(node.id, node);
    else this.#joining.set(key, new Map([[node.id, node]]));
  }

  #unjoin(node: JoinNode): void {
    const key = joinKey(node);
    const waiting = this.#joining.get(key);
    waiting?.delete(node.id);
    if (waiting?.size === 0) this.#joining.delete(key);
  }

  #report(effect: Effect): void {
    this.effects.push(effect);
    if (!this.model.hasConditions) return;
    if (effect.kind !== 'variable-set' && effect.kind !== 'variable-removed') return;
    const { scopeId, name } = effect;
    const key = `${scopeId}\n${name}`;
    const existed = this.#written.has(key) || this.context.variables[scopeId]?.[name] !== undefined;
    this.#written.add(key);
    const event = effect.kind === 'variable-removed' ? 'delete' : existed ? 'update' : 'create';
    this.changes.push({ scopeId, name, event });
  }
}

const NONE: ReadonlyMap<string, JoinNode> = new Map();

function joinKey({ in: scope, element }: Pick<JoinNode, 'in' | 'element'>): string {
  return `${scope ?? ''} ${element}`;
}
