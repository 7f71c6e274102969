import { isDeepStrictEqual } from 'node:util';
import { chaosCase, expectedActivities, finalVariables } from './chaos-case.ts';
import type { ChaosCase } from './chaos-case.ts';
import type { PatientClient } from './patient-client.ts';

interface ProcessRow {
  id: string;
  businessKey: string;
  state: string;
  processDefinitionKey: string;
  superProcessInstanceId: string | null;
}

interface ActivityRow {
  processInstanceId: string;
  activityId: string;
  endTime: string | null;
  canceled: boolean;
}

interface VariableRow {
  processInstanceId: string;
  name: string;
  value: unknown;
  activityInstanceId: string;
}

interface LogRow {
  externalTaskId: string;
  creationLog: boolean;
  successLog: boolean;
  failureLog: boolean;
  deletionLog: boolean;
}

/**
 * What history says against "each step happened exactly once, with the right values, and every case ended or waits where it
 * should", as sentences; none when all is well.
 */
export async function proveHistory(client: PatientClient, count: number): Promise<string[]> {
  const rowsOf = <Row>(resource: string) => client.get<Row[]>(`/history/${resource}`);
  const processes = await rowsOf<ProcessRow>('process-instance');
  const activities = Map.groupBy(
    await rowsOf<ActivityRow>('activity-instance'),
    (row) => row.processInstanceId,
  );
  const variables = Map.groupBy(
    await rowsOf<VariableRow>('variable-instance'),
    (row) => row.processInstanceId,
  );
  const byCase = Map.groupBy(processes, ({ businessKey }) => businessKey);
  const faults: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const wanted = chaosCase(number);
    const found = byCase.get(wanted.businessKey) ?? [];
    byCase.delete(wanted.businessKey);
    faults.push(...proveCase(wanted, found, { activities, variables }));
  }
  if (byCase.size > 0) faults.push(`Cases nobody started: ${[...byCase.keys()].join(', ')}`);
  return [...faults, ...proveLog(await rowsOf<LogRow>('external-task-log'))];
}

interface Details {
  activities: Map<string, ActivityRow[]>;
  variables: Map<string, VariableRow[]>;
}

function proveCase(wanted: ChaosCase, found: ProcessRow[], details: Details): string[] {
  const states = found.map((row) => `${row.processDefinitionKey} ${row.state}`).sort();
  const wantedStates = [`chaos ${wanted.isHeld ? 'ACTIVE' : 'COMPLETED'}`, 'chaos-called COMPLETED'];
  if (!isDeepStrictEqual(states, wantedStates)) {
    return [`${wanted.businessKey} is [${states.join(', ')}] instead of [${wantedStates.join(', ')}]`];
  }
  return found.flatMap((row) => {
    const kind = row.processDefinitionKey === 'chaos' ? 'main' : 'called';
    const activities = details.activities.get(row.id) ?? [];
    return [
      ...proveActivities(`${wanted.businessKey} (${row.id})`, activities, {
        counts: expectedActivities(wanted)[kind],
        open: kind === 'main' && wanted.isHeld ? ['hold'] : [],
      }),
      ...proveVariables(row.id, details.variables.get(row.id) ?? [], finalVariables(wanted)[kind]),
    ];
  });
}

function proveActivities(
  name: string,
  rows: ActivityRow[],
  wanted: { counts: Record<string, number>; open: string[] },
): string[] {
  const counts = Object.fromEntries(
    [...Map.groupBy(rows, ({ activityId }) => activityId)].map(([id, entries]) => [id, entries.length]),
  );
  const open = rows.filter(({ endTime }) => endTime === null).map(({ activityId }) => activityId);
  const canceled = rows.filter((row) => row.canceled).map(({ activityId }) => activityId);
  return [
    ...unlike(`${name}: activities`, counts, wanted.counts),
    ...unlike(`${name}: open activities`, open, wanted.open),
    ...unlike(`${name}: cancelled activities`, canceled, []),
  ];
}

/** Only variables of the instance itself; the loop counters of `visit` are the activity's own. */
function proveVariables(id: string, rows: VariableRow[], wanted: Record<string, unknown>): string[] {
  const own = rows.filter(({ activityInstanceId }) => activityInstanceId === id);
  const values = Object.fromEntries(own.map(({ name, value }) => [name, value]));
  return unlike(`${id}: variables`, values, wanted);
}

/** Every task was made once and completed once; none failed and none was dropped. */
function proveLog(rows: LogRow[]): string[] {
  const byTask = Map.groupBy(rows, ({ externalTaskId }) => externalTaskId);
  return [...byTask].flatMap(([id, entries]) => {
    const counts = [
      entries.filter((row) => row.creationLog).length,
      entries.filter((row) => row.successLog).length,
      entries.filter((row) => row.failureLog || row.deletionLog).length,
    ];
    return unlike(`External task ${id}: created, completed, other`, counts, [1, 1, 0]);
  });
}

function unlike(what: string, found: unknown, wanted: unknown): string[] {
  if (isDeepStrictEqual(found, wanted)) return [];
  return [`${what} are ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];
}
