import type { ExecutableModel, Executor } from '../executors/port.ts';
import type { Tx } from '../store/database.ts';
import { findDefinitionSource } from '../store/process-definitions.ts';
import { processEngineException } from './errors.ts';

/** A parsed definition with the executor that parsed it. */
export interface LoadedModel {
  executor: Executor;
  model: ExecutableModel;
}

/** Parsed definitions by id; parsing takes milliseconds, so the most recently used stay in memory. */
export class ModelCache {
  readonly #executors: ReadonlyMap<string, Executor>;
  readonly #capacity: number;
  readonly #loaded = new Map<string, Promise<LoadedModel>>();

  /**
   * An empty cache.
   *
   * @param executors those that may be named by definitions.
   * @param capacity how many definitions stay in memory; each takes about a megabyte.
   */
  constructor(executors: readonly Executor[], capacity = 200) {
    this.#executors = new Map(executors.map((executor) => [executor.name, executor]));
    this.#capacity = capacity;
  }

  /** The executor of a name. @throws EngineError when this process has none of that name. */
  executor(name: string): Executor {
    const executor = this.#executors.get(name);
    if (!executor) throw processEngineException(`This engine has no executor named '${name}'.`);
    return executor;
  }

  /** How the executors of this process save states. */
  get stateFormats(): string[] {
    return [...this.#executors.values()].map(({ stateFormat }) => stateFormat);
  }

  /** The model of a definition, parsed by the executor that its deployment chose. */
  load(tx: Tx, definition: { id: string; key: string; executor: string }): Promise<LoadedModel> {
    const cached = this.#loaded.get(definition.id);
    const loading = cached ?? this.#parse(tx, definition);
    this.#loaded.delete(definition.id);
    this.#loaded.set(definition.id, loading);
    if (!cached) loading.catch(() => this.#loaded.delete(definition.id));
    const [oldest] = this.#loaded.keys();
    if (this.#loaded.size > this.#capacity && oldest !== undefined) this.#loaded.delete(oldest);
    return loading;
  }

  async #parse(tx: Tx, definition: { id: string; key: string; executor: string }): Promise<LoadedModel> {
    const executor = this.executor(definition.executor);
    const xml = await findDefinitionSource(tx, definition.id);
    const { models } = await executor.load(xml ?? '');
    const model = models.find((candidate) => candidate.processId === definition.key);
    if (!model) {
      throw processEngineException(
        `Process definition ${definition.id} cannot be read by executor '${executor.name}' any more.`,
      );
    }
    return { executor, model };
  }
}
