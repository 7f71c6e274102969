/** Which version of a process or decision is meant. */
export type VersionBinding =
  | { kind: 'latest' | 'deployment' }
  | { kind: 'version'; version: number }
  | { kind: 'versionTag'; tag: string };

/** Evaluates a decision. */
export type Decide = (request: DecisionRequest, variables: Record<string, unknown>) => DecisionAnswer;

/** Which decision is meant. */
export interface DecisionRequest {
  decision: string;
  /** Whose decision; null: that of no tenant. @default the instance's */
  tenantId?: string | null;
  binding: VersionBinding;
}

/** What a decision gives. */
export interface DecisionAnswer {
  /** Outputs by name, one entry for each row. */
  rows: Record<string, unknown>[];
  /** For the history; the executor hands it back in an effect. */
  evaluation: unknown;
}
