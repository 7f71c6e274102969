import type { BpmnNode } from './bpmn-node.ts';

/** Where a rule says what it found, as bpmnlint defines it. */
export interface Reporter {
  report(elementId: string, message: string): void;
}

/** A rule of bpmnlint: sees every element of a diagram once, parents first. */
export interface Rule {
  check(node: BpmnNode, reporter: Reporter): void;
}

/** Makes a rule; `options` is what the configuration gives it. */
export type RuleFactory = (options?: unknown) => Rule;
