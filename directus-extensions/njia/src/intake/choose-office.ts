/** A place in the tree of areas. */
export interface AreaNode {
  id: string;
  parent: string | null;
  network: string | null;
}

/** An office that takes requests. */
export interface IntakeOffice {
  id: string;
  area: string | null;
  network: string | null;
  /** Cases it works on now; the less busy of two equally near offices is chosen. */
  openCases: number;
}

/**
 * The nearest office for a request from an area: one in the area itself or in the smallest area around it that has one,
 * then one of the network the area belongs to, then any. Null when no office takes requests.
 */
export function chooseOffice(areaId: string, areas: AreaNode[], offices: IntakeOffice[]): string | null {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const surroundings = pathToRoot(areaId, byId);
  for (const around of surroundings) {
    const near = offices.filter(({ area }) => area && pathToRoot(area, byId).includes(around));
    if (near.length > 0) return leastBusy(near);
  }
  const network = surroundings.map((id) => byId.get(id)?.network).find(Boolean);
  const inNetwork = offices.filter((office) => network && office.network === network);
  return leastBusy(inNetwork.length > 0 ? inNetwork : offices);
}

/** The area and everything around it, smallest first; a circle in the data ends it. */
function pathToRoot(areaId: string, byId: Map<string, AreaNode>): string[] {
  const path: string[] = [];
  for (let id: string | null = areaId; id && !path.includes(id); id = byId.get(id)?.parent ?? null)
    path.push(id);
  return path;
}

/** Equal offices are told apart by their id, so that the same data always gives the same answer. */
function leastBusy(offices: IntakeOffice[]): string | null {
  const sorted = [...offices].sort((a, b) => a.openCases - b.openCases || a.id.localeCompare(b.id));
  return sorted[0]?.id ?? null;
}
