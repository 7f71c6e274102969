import { EngineError, nullValue } from '../errors.ts';

/** 500 (sic) as Camunda words it for commands on a task that is not there. */
export function taskIsNull(id: string): EngineError {
  return nullValue(`Cannot find task with id ${id}: task is null`);
}

/** 404, as Camunda words it for errors and escalations of a task that is not there. */
export function taskNotFound(id: string): EngineError {
  return new EngineError(404, 'RestException', `Cannot find task with id ${id}: task is null`, { code: 0 });
}
