import type { historicProcessInstanceList } from '../../../schemas/camunda/history.ts';
import type { ListRequest } from '../../../schemas/camunda/list-query.ts';
import { calculateRemovalTime, findRootId, setRemovalTime } from '../../store/history-removal.ts';
import { historicProcessInstanceQuery } from '../../store/queries/history-process-query.ts';
import { EngineError } from '../errors.ts';
import type { Work } from '../step/work.ts';
import type { Operation } from './record-operation.ts';

/** When the history of instances is to be removed. */
export interface RemovalTimeChoice {
  /** `CALCULATED`: their end and the time to live of their definition say it; never while they run. */
  mode: 'ABSOLUTE_REMOVAL_TIME' | 'CALCULATED_REMOVAL_TIME' | 'CLEARED_REMOVAL_TIME';
  /** Of the mode `ABSOLUTE`, in ISO 8601. */
  at: string | null;
  /** The whole tree that an instance belongs to, as its root. */
  hierarchical: boolean;
}

/** Which instances are meant, also those that have ended. */
export interface HistoricInstanceChoice {
  ids?: string[] | null | undefined;
  query?: ListRequest<(typeof historicProcessInstanceList)['filters']> | null | undefined;
}

/** Says how many of three ways to set a removal time were chosen. @throws EngineError 400 unless it is exactly one */
export function removalTimeMode(given: {
  absoluteRemovalTime?: Date | null | undefined;
  calculatedRemovalTime?: boolean | null | undefined;
  clearedRemovalTime?: boolean | null | undefined;
}): Pick<RemovalTimeChoice, 'mode' | 'at'> {
  const { absoluteRemovalTime: at, calculatedRemovalTime, clearedRemovalTime } = given;
  const modes = [
    ...(calculatedRemovalTime ? (['CALCULATED_REMOVAL_TIME'] as const) : []),
    ...(at ? (['ABSOLUTE_REMOVAL_TIME'] as const) : []),
    ...(clearedRemovalTime ? (['CLEARED_REMOVAL_TIME'] as const) : []),
  ];
  const [mode, another] = modes;
  if (!mode) throw badRequest('removalTime is null');
  if (another) throw badRequest('The removal time modes are mutually exclusive: mode is not null');
  return { mode, at: at?.toISOString() ?? null };
}

/** The ids of the instances on record that are meant. @throws EngineError 400 when nothing says which, or there is none */
export async function chosenHistoricInstances(
  { tx, now }: Work,
  { ids, query }: HistoricInstanceChoice,
): Promise<string[]> {
  if (!ids && !query) throw badRequest('Neither query nor ids provided.');
  const byId = {
    filters: { processInstanceIds: ids ?? [] },
    sorting: [],
    firstResult: 0,
    maxResults: undefined,
  };
  const found = [
    ...(query ? await historicProcessInstanceQuery.list(tx, query, now) : []),
    ...(ids && ids.length > 0 ? await historicProcessInstanceQuery.list(tx, byId, now) : []),
  ];
  if (found.length === 0) throw badRequest('historicProcessInstances is empty');
  return found.map(({ id }) => String(id));
}

/** Sets when the history of an instance is removed; one that is gone by now is left alone. */
export async function setRemovalTimeOf({ tx }: Work, id: string, choice: RemovalTimeChoice): Promise<void> {
  const rootId = await findRootId(tx, id);
  if (rootId === undefined) return;
  const base = choice.hierarchical ? rootId : id;
  const at =
    choice.mode === 'CALCULATED_REMOVAL_TIME'
      ? await calculateRemovalTime(tx, base)
      : choice.at && new Date(choice.at);
  await setRemovalTime(tx, choice.hierarchical ? { rootId } : { id }, at || null);
}

/** What Camunda notes when somebody sets removal times. */
export function removalTimeOperation(
  { mode, at, hierarchical }: RemovalTimeChoice,
  count: number,
): Operation {
  return {
    type: 'SetRemovalTime',
    entity: 'ProcessInstance',
    changes: [
      { property: 'mode', to: mode },
      { property: 'removalTime', to: at && new Date(at) },
      { property: 'hierarchical', to: hierarchical },
      { property: 'nrOfInstances', to: count },
      { property: 'async', to: true },
    ],
  };
}

function badRequest(message: string): EngineError {
  return new EngineError(400, 'BadUserRequestException', message, { code: 0 });
}
