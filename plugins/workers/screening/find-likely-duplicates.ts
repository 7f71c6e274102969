/** What two cases are compared by; nothing here names a person (the phone is a keyed hash). */
export interface CaseTraits {
  caseId: string;
  phoneHash: string | null;
  areaId: string | null;
  ageBand: string | null;
  sex: string | null;
  incidents: { type: string | null; happenedOn: string | null }[];
}

/** An earlier case that may be about the same person and event, with the reasons in plain words. */
export interface LikelyDuplicate {
  caseId: string;
  /** 0–100. */
  score: number;
  reasons: string[];
}

/** A shared phone alone, or place, kind of incident and date together, are worth an officer's look. */
const WORTH_A_LOOK = 50;
const MOST_SHOWN = 10;
/** Choices that say nothing. */
const NO_ANSWER = ['unknown', 'not_said'];
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Earlier cases that look like `subject`, best first, at most ten.
 *
 * Points: same phone 60, same kind of incident in the same district 30, incident dates at most 3 days apart 20 (7 days: 10),
 * same age band 5, same sex 5. Dates count only together with the kind of incident.
 */
export function findLikelyDuplicates(subject: CaseTraits, others: CaseTraits[]): LikelyDuplicate[] {
  return others
    .filter((other) => other.caseId !== subject.caseId)
    .map((other) => compare(subject, other))
    .filter((found) => found.score >= WORTH_A_LOOK)
    .sort((a, b) => b.score - a.score || a.caseId.localeCompare(b.caseId))
    .slice(0, MOST_SHOWN);
}

function compare(subject: CaseTraits, other: CaseTraits): LikelyDuplicate {
  const found: LikelyDuplicate = { caseId: other.caseId, score: 0, reasons: [] };
  const add = (points: number, reason: string): void => {
    found.score += points;
    found.reasons.push(reason);
  };
  if (isSame(subject.phoneHash, other.phoneHash)) add(60, 'Same phone number');
  const days = daysBetweenSameKind(subject, other);
  if (days !== null && isSame(subject.areaId, other.areaId)) {
    add(30, 'Same kind of incident in the same district');
    if (days <= 3) add(20, 'Incidents at most 3 days apart');
    else if (days <= 7) add(10, 'Incidents at most 7 days apart');
  }
  if (isSame(subject.ageBand, other.ageBand)) add(5, 'Same age band');
  if (isSame(subject.sex, other.sex)) add(5, 'Same sex');
  return { ...found, score: Math.min(found.score, 100) };
}

/** Days between the closest incidents of one kind; Infinity when a date is missing, null when no kind is shared. */
function daysBetweenSameKind(subject: CaseTraits, other: CaseTraits): number | null {
  let closest: number | null = null;
  for (const mine of subject.incidents) {
    for (const theirs of other.incidents.filter((incident) => isSame(incident.type, mine.type))) {
      const gap =
        mine.happenedOn && theirs.happenedOn
          ? Math.abs(Date.parse(mine.happenedOn) - Date.parse(theirs.happenedOn)) / DAY_MS
          : Infinity;
      closest = Math.min(closest ?? Infinity, gap);
    }
  }
  return closest;
}

/** Two unknowns are not the same thing. */
function isSame(a: string | null, b: string | null): boolean {
  return a !== null && a === b && !NO_ANSWER.includes(a);
}
