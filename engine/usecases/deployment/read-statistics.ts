import { activityStatistics, definitionStatistics } from '../../store/activity-reads.ts';
import type { ActivityStatistics, DefinitionStatistics, IncidentCount } from '../../store/activity-reads.ts';
import { withConnection } from '../../store/database.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';

/** What is counted beside the instances, as heat maps ask for it. */
export interface StatisticsChoice {
  failedJobs: boolean;
  /** Of all types. */
  incidents: boolean;
  /** As `incidents`, of which each is its own cause here; not together with it. */
  rootIncidents: boolean;
  /** Of this type only; not together with `incidents`. */
  incidentsForType?: string | undefined;
}

/** How many tokens stand at each activity of a definition. @throws EngineError 400 for a choice that is none. */
export async function readStatistics(
  engine: Engine,
  definitionId: string,
  choice: StatisticsChoice,
): Promise<ActivityStatistics[]> {
  const counts = await withConnection(engine.database, (tx) => activityStatistics(tx, definitionId));
  return chosen(counts, choice);
}

/** How many instances of each definition run. @throws EngineError 400 for a choice that is none. */
export async function readDefinitionStatistics(
  engine: Engine,
  choice: StatisticsChoice,
): Promise<DefinitionStatistics[]> {
  return chosen(await withConnection(engine.database, (tx) => definitionStatistics(tx, choice)), choice);
}

function chosen<Counts extends { failedJobs: number; incidents: IncidentCount[] }>(
  counts: Counts[],
  { failedJobs, incidents, rootIncidents, incidentsForType }: StatisticsChoice,
): Counts[] {
  if (incidents && incidentsForType !== undefined) {
    throw invalidRequest(
      'Only one of the query parameter includeIncidents or includeIncidentsForType can be set.',
    );
  }
  if (incidents && rootIncidents) {
    throw invalidRequest(
      'Only one of the query parameter includeIncidents or includeRootIncidents can be set.',
    );
  }
  if (rootIncidents && incidentsForType !== undefined) {
    throw invalidRequest(
      'Only one of the query parameter includeRootIncidents or includeIncidentsForType can be set.',
    );
  }
  return counts.map((row) => ({
    ...row,
    failedJobs: failedJobs ? row.failedJobs : 0,
    incidents: row.incidents.filter(
      (count) => incidents || rootIncidents || count.incidentType === incidentsForType,
    ),
  }));
}
