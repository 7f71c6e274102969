import type { MessageContent } from './library.ts';
import type { ScopeEnvironment } from './scope-environment.ts';

/** Scope ids down to one execution: those around the activity, for an iteration the body, and its own. */
export function pathOf(scope: ScopeEnvironment, content: MessageContent): string[] {
  const body = content.isMultiInstance && content.parent?.executionId ? [content.parent.executionId] : [];
  return [...scope.path, ...body, content.executionId];
}
