import type { z } from 'zod';
import type { ProcessDefinition } from '../../../schemas/camunda/answers/process-definitions.ts';
import type { Engine } from '../../usecases/engine.ts';
import { EngineError } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { noSuchDefinition, noSuchKey } from '../../usecases/start-instance.ts';
import type { DefinitionChoice } from '../../usecases/start-instance.ts';
import type { OneDefinition } from '../path-parameters.ts';

/** One way to name a definition. */
export interface DefinitionResource {
  path: string;
  choose: (params: z.output<typeof OneDefinition>) => DefinitionChoice;
}

/** The definition an address names, the newest of a key. @throws EngineError 404 when there is none */
export async function findDefinition(engine: Engine, choice: DefinitionChoice): Promise<ProcessDefinition> {
  const row = await findRow(engine, queries.processDefinitions, filtersOf(choice));
  if (row) return row;
  throw 'id' in choice
    ? noSuchDefinition(choice.id)
    : new EngineError(404, 'RestException', noSuchKey(choice));
}

function filtersOf(choice: DefinitionChoice) {
  if ('id' in choice) return { processDefinitionId: choice.id };
  const { key, tenantId } = choice;
  const tenant = tenantId === undefined ? { withoutTenantId: true } : { tenantIdIn: [tenantId] };
  return { key, latestVersion: true, ...tenant };
}
