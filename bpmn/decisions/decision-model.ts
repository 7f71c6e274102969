/** Hit policies that Camunda 7 and Operaton evaluate too; PRIORITY and OUTPUT ORDER exist on neither. */
export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'ANY', 'RULE ORDER', 'COLLECT'] as const;
/** One of `HIT_POLICIES`. */
export type HitPolicy = (typeof HIT_POLICIES)[number];

/** How COLLECT folds the values of the rules that match into one. */
export const AGGREGATIONS = ['SUM', 'MIN', 'MAX', 'COUNT'] as const;
/** One of `AGGREGATIONS`. */
export type Aggregation = (typeof AGGREGATIONS)[number];

/** One input column of a table. */
export interface TableInput {
  id: string | null;
  label: string;
  /** FEEL expression whose value the rules test. */
  expression: string;
  /** `number`, `boolean`, `string`, …; null: the value is taken as it is. */
  typeRef: string | null;
  /** Under which name the cells see the value: `camunda:inputVariable`. @default cellInput */
  variable: string;
}

/** One output column of a table. */
export interface TableOutput {
  name: string;
  /** What its values are converted to; null: they are taken as they are. */
  typeRef: string | null;
}

/** One row of a table. */
export interface TableRule {
  id: string;
  /** FEEL unary tests, one per input; empty or `-` matches anything. */
  tests: string[];
  /** FEEL expressions, one per output; empty gives none. */
  results: string[];
}

/** The logic of a decision drawn as a table. */
export interface DecisionTable {
  kind: 'table';
  hitPolicy: HitPolicy;
  aggregation: Aggregation | null;
  inputs: TableInput[];
  outputs: TableOutput[];
  rules: TableRule[];
}

/** The logic of a decision written as one FEEL expression. */
export interface LiteralExpression {
  kind: 'expression';
  expression: string;
  /** Of the decision's variable: what the value is converted to. */
  typeRef: string | null;
}

/** One decision of a DMN file. */
export interface Decision {
  id: string;
  name: string;
  /** Name under which decisions that require this one see its value. */
  variable: string | null;
  requiredDecisions: string[];
  /** `camunda:versionTag`. */
  versionTag: string | null;
  /** `camunda:historyTimeToLive`, in days. */
  historyTimeToLiveDays: number | null;
  logic: DecisionTable | LiteralExpression;
}

/** All decisions of one DMN file, by id; immutable and shareable. */
export type DecisionModel = ReadonlyMap<string, Decision>;

/** One DMN file. */
export interface DecisionFile {
  id: string;
  name: string | null;
  namespace: string | null;
  decisions: DecisionModel;
}
