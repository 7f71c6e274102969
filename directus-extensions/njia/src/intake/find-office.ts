import type { Knex } from 'knex';
import { chooseOffice } from './choose-office.ts';
import type { AreaNode, IntakeOffice } from './choose-office.ts';

/** The office for a request from this area, by the data as it is now; null when no office takes requests. */
export async function findOffice(database: Knex, areaId: string): Promise<string | null> {
  const areas = await database<AreaNode>('areas').select('id', 'parent', 'network');
  const openCases = database('cases')
    .whereNull('closed_at')
    .groupBy('office')
    .select('office', database.raw('count(*)::int as open_cases'))
    .as('busy');
  const offices = await database('offices')
    .leftJoin(openCases, 'busy.office', 'offices.id')
    .where('offices.takes_intake', true)
    .select<IntakeOffice[]>(
      'offices.id',
      'offices.area',
      'offices.network',
      database.raw('coalesce(busy.open_cases, 0)::int as "openCases"'),
    );
  return chooseOffice(areaId, areas, offices);
}
