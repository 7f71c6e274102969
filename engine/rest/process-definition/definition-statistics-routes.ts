import { z } from 'zod';
import {
  ActivityStatistics,
  ProcessDefinitionStatistics,
  STATISTICS_CLASS,
} from '../../../schemas/camunda/answers/process-definitions.ts';
import type { ProcessDefinition } from '../../../schemas/camunda/answers/process-definitions.ts';
import { StatisticsQuery } from '../../../schemas/camunda/deployments.ts';
import { readDefinitionStatistics, readStatistics } from '../../usecases/deployment/read-statistics.ts';
import type { Engine } from '../../usecases/engine.ts';
import { listRows, queries } from '../../usecases/queries.ts';
import { OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { findDefinition } from './find-definition.ts';
import type { DefinitionResource } from './find-definition.ts';

/** Serves how many instances of each definition run. */
export function registerDefinitionStatistics(app: RestApp, engine: Engine): void {
  app.get(
    '/process-definition/statistics',
    does('Counts running instances of each definition', {
      querystring: StatisticsQuery,
      response: { 200: z.array(ProcessDefinitionStatistics) },
    }),
    async ({ query: given }) => {
      const counts = await readDefinitionStatistics(engine, given);
      const definitions = await allDefinitions(engine);
      return counts.map((row) => ({
        '@class': STATISTICS_CLASS.definition,
        ...row,
        definition: definitions.get(row.id) ?? null,
      }));
    },
  );
}

/** Serves how many of them stand at each activity of one. */
export function registerActivityStatistics(
  app: RestApp,
  engine: Engine,
  { path, choose }: DefinitionResource,
): void {
  app.get(
    `${path}/statistics`,
    does('Counts running instances at each activity', {
      params: OneDefinition,
      querystring: StatisticsQuery,
      response: { 200: z.array(ActivityStatistics) },
    }),
    async ({ params, query }) => {
      const { id } = await findDefinition(engine, choose(params));
      const counts = await readStatistics(engine, id, query);
      return counts.map((row) => ({ '@class': STATISTICS_CLASS.activity, ...row }));
    },
  );
}

async function allDefinitions(engine: Engine): Promise<Map<string, ProcessDefinition>> {
  const everything = { filters: {}, sorting: [], firstResult: 0, maxResults: undefined };
  const rows = await listRows(engine, queries.processDefinitions, everything);
  return new Map(rows.map((row) => [row.id, row]));
}
