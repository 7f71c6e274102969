import * as Elements from 'bpmn-elements';

import type { LiveActivity, Message } from './library.ts';
import { ScopeEnvironment } from './scope-environment.ts';

/** How the library constructs event definitions. */
export type DefinitionClass = new (
  activity: LiveActivity,
  definition: unknown,
  context: unknown,
  index: number,
) => object;

type Catching = { _onErrorMessage(key: string, message: Message): unknown };

const LibraryErrorCatching = Elements.ErrorEventDefinition as unknown as DefinitionClass;

/** An error boundary event. One that catches every error leaves those to its neighbours that name their code. */
export class ErrorCatching extends LibraryErrorCatching {
  readonly #activity: LiveActivity;

  constructor(activity: LiveActivity, definition: unknown, context: unknown, index: number) {
    super(activity, definition, context, index);
    this.#activity = activity;
    const library = this as unknown as Catching;
    const catchError = library._onErrorMessage.bind(this);
    library._onErrorMessage = (key, message) =>
      this.#isNeighbours(message) ? undefined : catchError(key, message);
  }

  #isNeighbours(message: Message): boolean {
    const { environment, id } = this.#activity;
    if (!(environment instanceof ScopeEnvironment)) return false;
    const { elements } = environment.instance.model;
    const own = elements.get(id);
    const { code } = (message.content.error ?? {}) as { code?: unknown };
    if (own?.caughtError?.code !== null) return false;
    return [...elements.values()].some(
      ({ boundary, caughtError }) => boundary?.hostId === own.boundary?.hostId && caughtError?.code === code,
    );
  }
}
