import { Environment } from 'bpmn-elements';
import type { EnvironmentOptions } from 'bpmn-elements';

import type { LiveActivity, Message, MessageContent } from './library.ts';
import type { LiveInstance } from './live-instance.ts';
import type { LoopMarker } from './loops.ts';

/** Options of the library's environment plus ours; the library hands unknown ones on to clones. */
interface ScopeEnvironmentOptions extends EnvironmentOptions {
  instance: LiveInstance;
  parentScope?: ScopeEnvironment;
}

/**
 * The library gives each running process and subprocess an environment of its own. This one knows which scope it is, so
 * that whatever happens in it can find the variables around it; the library's own variables stay unused.
 */
export class ScopeEnvironment extends Environment {
  readonly instance: LiveInstance;
  readonly #parent: ScopeEnvironment | null;
  /** Activities of this scope by element id. */
  readonly members = new Map<string, LiveActivity>();
  #ownPath: string[] = [];
  #elementId: string | null = null;

  constructor(options: ScopeEnvironmentOptions) {
    super(options);
    this.instance = options.instance;
    this.#parent = options.parentScope ?? null;
  }

  /** Scope ids from the instance id down to this scope. */
  get path(): string[] {
    return [...(this.#parent?.path ?? []), ...this.#ownPath];
  }

  /** The id of this scope; undefined before it runs. */
  get scopeId(): string | undefined {
    return this.#ownPath.at(-1);
  }

  /** The process or subprocess element that runs in this scope. */
  get elementId(): string | null {
    return this.#elementId;
  }

  override clone(overrides?: EnvironmentOptions): Environment {
    return super.clone({ ...overrides, parentScope: this } as EnvironmentOptions);
  }

  /** The library calls this with the message that starts a scope, and with other things that say nothing to us. */
  override assignVariables(message: Record<string, unknown>): void {
    const content = message['content'] as MessageContent | undefined;
    if (!content || this.#ownPath.length > 0) return;
    const isProcess = content.type === 'bpmn:Process';
    this.#elementId = content.id;
    if (isProcess) this.#ownPath = [this.instance.instanceId];
    else if (content.isMultiInstance && content.parent?.executionId) {
      this.#ownPath = [content.parent.executionId, content.executionId];
    } else this.#ownPath = [content.executionId];
    this.instance.scopeStarted(this);
  }

  override getState(): never {
    return { ownPath: this.#ownPath, elementId: this.#elementId } as never;
  }

  override recover(state?: unknown): this {
    const stored = state as { ownPath?: string[]; elementId?: string | null } | undefined;
    this.#ownPath = stored?.ownPath ?? [];
    this.#elementId = stored?.elementId ?? null;
    if (this.#ownPath.length > 0) this.instance.scopeRecovered(this);
    return this;
  }

  /** Only multi-instance markers reach us here as anything but plain text. */
  override resolveExpression(expression: unknown, message?: unknown): unknown {
    if (typeof expression !== 'object' || expression === null) return expression;
    return this.instance.loops.resolve(expression as LoopMarker, this, (message as Message).content);
  }
}
