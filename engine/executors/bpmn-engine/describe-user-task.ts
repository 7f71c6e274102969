import { toText } from '../../expressions/coercion.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import { addDuration, parseDuration } from '../../timers/duration.ts';
import { ExecutorFailure } from '../executor-failure.ts';
import type { ActivityRef, Effect } from '../port.ts';
import { toList } from '../typed-values.ts';
import type { UserTaskWork } from './element-facts.ts';
import { toPriority } from './to-priority.ts';

type UserTaskFields = Omit<Extract<Effect, { kind: 'user-task-created' }>, 'kind' | keyof ActivityRef>;

/** Camunda's default. */
const DEFAULT_PRIORITY = 50;

/** The fields of a user task, with all expressions evaluated. @throws ExecutorFailure for a date that is none. */
export function describeUserTask(
  work: UserTaskWork,
  evaluate: (expression: CompiledExpression | null) => unknown,
  now: Date,
  activityId: string,
): UserTaskFields {
  const optional = (expression: CompiledExpression | null): string | null => {
    const value = evaluate(expression);
    return value === null || value === '' ? null : toText(value);
  };
  return {
    name: optional(work.name),
    description: optional(work.description),
    assignee: optional(work.assignee),
    owner: null,
    candidateUsers: toNames(evaluate(work.candidateUsers)),
    candidateGroups: toNames(evaluate(work.candidateGroups)),
    dueDate: toDate(evaluate(work.dueDate), now, activityId),
    followUpDate: toDate(evaluate(work.followUpDate), now, activityId),
    priority: toPriority(evaluate(work.priority), DEFAULT_PRIORITY, activityId),
    formKey: optional(work.formKey),
  };
}

/** A comma-separated text or a list. */
function toNames(value: unknown): string[] {
  const names = toList(value)?.map((name) => toText(name)) ?? toText(value).split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** A date, an ISO 8601 date as text, or a period (P3D) from now. */
function toDate(value: unknown, now: Date, activityId: string): string | null {
  if (value === null || value === '') return null;
  if (value instanceof Date) return value.toISOString();
  const text = toText(value).trim();
  const duration = parseDuration(text);
  const date = duration ? addDuration(now, duration) : new Date(text);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  const reason = 'is neither an ISO 8601 date such as 2026-01-15T10:30:00Z nor a period such as P3D';
  throw new ExecutorFailure(`A date of the user task '${activityId}' ${reason}.`, { activityId });
}
