/** bpmnlint publishes no types for its entry point. */
declare module 'bpmnlint' {
  /** Finds rules and configurations by the name of their package. */
  export interface Resolver {
    resolveRule(pkg: string, ruleName: string): unknown;
    resolveConfig(pkg: string, configName: string): unknown;
  }
  /** One report of a rule. */
  export interface Report {
    id?: string;
    message: string;
    category: string;
  }
  /** Runs rules over a parsed diagram. */
  export class Linter {
    constructor(options: { config?: object; resolver: Resolver });
    lint(root: object): Promise<Record<string, Report[]>>;
  }
}
