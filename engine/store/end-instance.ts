import { closing } from './close-waits.ts';
import type { Tx } from './database.ts';
import type { ProcessState } from './history.ts';

/** How an instance ended. */
export interface InstanceEnd {
  state: ProcessState;
  /** Why somebody ended it; null when it came to its end. */
  deleteReason: string | null;
  at: Date;
}

/**
 * Removes an instance with its variables, tasks, timers, subscriptions and incidents, and records its end; whatever is still
 * open in it counts as cancelled. From now on the time runs after which its history may go: its end plus the time to live of
 * its definition (Camunda's removal time strategy `end`). What it called goes with it.
 */
export async function recordEndAndRemove(
  tx: Tx,
  instanceId: string,
  { state, deleteReason, at }: InstanceEnd,
): Promise<void> {
  await tx.writeRows(END, [[instanceId, state, deleteReason, at]]);
}

const of = (array: string, id: string): string => `(${array})[array_position($1::text[], ${id})]`;

const at = (id: string): string => of('$4::timestamptz[]', id);

/** The end of an instance of the root `id`, plus the time to live of the root's definition. */
const removalAfter = (root: string): string => `${at(root)} + make_interval(days => (
  SELECT p.history_ttl_days FROM engine.history_processes r JOIN engine.process_definitions p ON p.id = r.definition_id
   WHERE r.id = ${root}))`;

const END = `WITH ${closing({
  rows: 'instance_id = ANY($1)',
  incidents: 'instance_id = ANY($1)',
  reason: `coalesce(${of('$3::text[]', 'instance_id')}, 'deleted')`,
  at: at('instance_id'),
})},
  activities AS (
    UPDATE engine.history_activities SET canceled = true, ended_at = ${at('instance_id')}
     WHERE instance_id = ANY($1) AND ended_at IS NULL),
  record AS (
    UPDATE engine.history_processes h
       SET state = ${of('$2::text[]', 'id')}, delete_reason = ${of('$3::text[]', 'id')}, ended_at = ${at('id')},
           removal_at = CASE WHEN root_id = id THEN coalesce(${removalAfter('h.id')}, removal_at) ELSE removal_at END
     WHERE id = ANY($1)),
  called AS (
    UPDATE engine.history_processes h SET removal_at = coalesce(${removalAfter('h.root_id')}, removal_at)
     WHERE root_id = ANY($1) AND id <> root_id AND NOT id = ANY($1))
  DELETE FROM engine.instances WHERE id = ANY($1)`;
