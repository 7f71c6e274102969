import type { Places } from './answers.ts';
import { BackendDown, BackendRefusal } from './backend-error.ts';
import type { CaseFile } from './case-file.ts';

/** Districts and added questions of the request form; null when they were never read and cannot be read now. */
export type IntakeChoices = () => Promise<Places | null>;

/** An administrator who adds a question sees it within a minute; more often would only cost the case file. */
const FRESH_MS = 60_000;

/** Reads them, keeps them, and goes on with what it has when the case file is down. `now`: milliseconds. */
export function createIntakeChoices(caseFile: CaseFile, now: () => number): IntakeChoices {
  let kept: { places: Places; readAt: number } | null = null;
  return async () => {
    if (kept && now() - kept.readAt < FRESH_MS) return kept.places;
    try {
      kept = { places: await caseFile.places(), readAt: now() };
    } catch (error) {
      if (!(error instanceof BackendDown || error instanceof BackendRefusal)) throw error;
    }
    return kept?.places ?? null;
  };
}
