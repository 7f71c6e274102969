import { lockDeployments } from '../../store/deployments.ts';
import { deleteHistoryOf } from '../../store/history.ts';
import { rootInstancesOf } from '../../store/instances.ts';
import { lockTree } from '../../store/load-instances.ts';
import {
  deleteDefinitions,
  findDefinition,
  findDefinitionByKey,
  versionsOf,
} from '../../store/process-definitions.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest, processEngineException } from '../errors.ts';
import { processKey } from '../start-instance.ts';
import type { DefinitionChoice } from '../start-instance.ts';
import { cancelInstance } from '../step/cancel-instance.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { armStartEvents } from './arm-start-events.ts';
import { recordOperation } from '../history/record-operation.ts';

/**
 * Removes one version of a process, or all versions of a key; the file stays in its deployment.
 *
 * @param cascade also ends running instances and deletes their history; without it, running instances refuse.
 * @throws EngineError 404 when there is no such definition, 500 when instances still run.
 */
export function removeDefinitions(engine: Engine, choice: DefinitionChoice, cascade: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    const definitions = await chosen(work, choice);
    const name = 'id' in choice ? `id '${choice.id}'` : `key '${choice.key}'`;
    if (definitions.length === 0) {
      throw invalidRequest(`No process definition found with ${name}: processDefinition is null`, 404);
    }
    await removeDefinitionRows(work, definitions, {
      cascade,
      what: `Process definition with ${name}`,
      reason: 'The process definition was deleted.',
    });
    for (const { id: definitionId, key: definitionKey } of definitions) {
      const changes = [{ property: 'cascade', from: false, to: cascade }];
      const context = { definitionId, definitionKey };
      await recordOperation(work, { ...context, type: 'Delete', entity: 'ProcessDefinition', changes });
    }
  });
}

async function chosen(work: Work, choice: DefinitionChoice): Promise<ProcessDefinitionRow[]> {
  if ('key' in choice) return versionsOf(work.tx, processKey(choice));
  const definition = await findDefinition(work.tx, choice.id);
  return definition ? [definition] : [];
}

/**
 * Removes definitions; when a newest version goes, the one before it takes up its messages, signals and timers again.
 *
 * @throws EngineError 500 when instances still run and `cascade` is false.
 */
export async function removeDefinitionRows(
  work: Work,
  definitions: ProcessDefinitionRow[],
  { cascade, what, reason }: { cascade: boolean; what: string; reason: string },
): Promise<void> {
  const { tx } = work;
  await lockDeployments(tx);
  const ids = definitions.map((definition) => definition.id);
  const running = await rootInstancesOf(tx, ids);
  if (running.length > 0 && !cascade) {
    throw processEngineException(
      `${what} cannot be deleted: ${running.length} instances still run. Use cascade=true to end them.`,
    );
  }
  for (const instanceId of running) {
    await lockTree(tx, instanceId);
    // Whatever listeners set would go with the history.
    await cancelInstance(work, instanceId, { reason, skipCustomListeners: true });
  }
  if (cascade) await deleteHistoryOf(tx, ids);
  await deleteDefinitions(tx, ids);
  for (const versions of Map.groupBy(definitions, ({ key, tenantId }) => `${key}:${tenantId}`).values()) {
    const [newest] = versions.toSorted((one, other) => other.version - one.version);
    if (newest) await armNewest(work, newest);
  }
}

async function armNewest(work: Work, removed: ProcessDefinitionRow): Promise<void> {
  const newest = await findDefinitionByKey(work.tx, removed);
  if (!newest || newest.version > removed.version) return;
  const { model } = await work.engine.models.load(work.tx, newest);
  await armStartEvents(work, newest, model.startEvents);
}
