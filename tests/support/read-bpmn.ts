import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** One element of a BPMN file, as bpmn-moddle reads it. */
export interface BpmnElement {
  $type: string;
  $parent?: BpmnElement;
  id?: string;
  name?: string;
  get(property: string): unknown;
}

/** A BPMN file that was read, and what the reader did not understand. */
export interface BpmnFile {
  xml: string;
  definitions: BpmnElement;
  warnings: string[];
  /** Every element with an id that is not part of the drawing, in document order. */
  elements: BpmnElement[];
}

interface Moddle {
  fromXML(xml: string): Promise<{
    rootElement: BpmnElement;
    warnings: { message: string }[];
    elementsById: Record<string, BpmnElement>;
  }>;
}

/** Reads a BPMN file with Camunda's attributes. */
export async function readBpmn(path: URL): Promise<BpmnFile> {
  const require = createRequire(import.meta.url);
  const { BpmnModdle } = require('bpmn-moddle') as { BpmnModdle: new (packages: object) => Moddle };
  const camunda: unknown = require('camunda-bpmn-moddle/resources/camunda.json');
  const xml = readFileSync(path, 'utf8');
  const { rootElement, warnings, elementsById } = await new BpmnModdle({ camunda }).fromXML(xml);
  return {
    xml,
    definitions: rootElement,
    warnings: warnings.map((warning) => warning.message),
    elements: Object.values(elementsById).filter((element) => element.$type.startsWith('bpmn:')),
  };
}

/** All elements of one of these types, for example `bpmn:UserTask`. */
export function elementsOf(file: BpmnFile, ...types: string[]): BpmnElement[] {
  return file.elements.filter((element) => types.includes(element.$type));
}

/** Names of the process variables that expressions of the file read: `${riskLevel == 'high'}` reads `riskLevel`. */
export function variablesRead(xml: string): Set<string> {
  const expressions = [...xml.matchAll(/[$#]\{([^}]*)\}/g)].map(([, body = '']) => decodeXml(body));
  const names = expressions.flatMap((body) =>
    [...body.replaceAll(/'[^']*'/g, "''").matchAll(/(?<![\w.])[A-Za-z_]\w*/g)].map(([name]) => name),
  );
  return new Set(names.filter((name) => !['execution', 'true', 'false', 'null'].includes(name)));
}

function decodeXml(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}
