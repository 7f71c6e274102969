import type { CaseFile } from './case-file.ts';
import { BackendDown, BackendRefusal } from './backend-error.ts';

/** Codes and names of the districts; null when they were never read and cannot be read now. */
export type DistrictList = () => Promise<[code: string, name: string][] | null>;

/** Districts change less than once a year; an administrator who adds one sees it within ten minutes. */
const FRESH_MS = 10 * 60_000;

/** Reads the districts, keeps them, and goes on with what it has when the case file is down. `now`: milliseconds. */
export function createDistrictList(caseFile: CaseFile, now: () => number): DistrictList {
  let kept: { districts: [string, string][]; readAt: number } | null = null;
  return async () => {
    if (kept && now() - kept.readAt < FRESH_MS) return kept.districts;
    try {
      const { districts } = await caseFile.places();
      kept = { districts: districts.map(({ code, name }) => [code, name]), readAt: now() };
    } catch (error) {
      if (!(error instanceof BackendDown || error instanceof BackendRefusal)) throw error;
    }
    return kept?.districts ?? null;
  };
}
