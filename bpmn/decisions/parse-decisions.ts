import { DmnModdle } from 'dmn-moddle';
import type { ModdleElement } from 'dmn-moddle';
import { DecisionError } from './decision-error.ts';
import { AGGREGATIONS, HIT_POLICIES } from './decision-model.ts';
import type {
  Decision,
  DecisionFile,
  DecisionModel,
  DecisionTable,
  LiteralExpression,
  TableRule,
} from './decision-model.ts';

/**
 * Reads the decisions of one DMN file.
 *
 * @throws DecisionError `invalid-dmn` for a file that is not DMN, `unsupported` for what no supported engine would evaluate alike.
 */
export async function parseDecisions(xml: string): Promise<DecisionModel> {
  return (await parseDecisionFile(xml)).decisions;
}

/** As `parseDecisions`, with what the file says of itself. @throws DecisionError as `parseDecisions` */
export async function parseDecisionFile(xml: string): Promise<DecisionFile> {
  const definitions = await readXml(xml);
  const decisions = new Map<string, Decision>();
  for (const element of elementsOf(definitions, 'drgElement')) {
    if (element.$type === 'dmn:Decision') decisions.set(idOf(element), readDecision(element));
  }
  if (decisions.size === 0) throw new DecisionError('invalid-dmn', 'The DMN file has no decision.');
  for (const decision of decisions.values()) checkRequirements(decision, decisions, []);
  const namespace = definitions['namespace'];
  return {
    id: idOf(definitions),
    name: definitions.name ?? null,
    namespace: typeof namespace === 'string' ? namespace : null,
    decisions,
  };
}

const DMN_1_3 = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** DMN 1.1 and 1.2 write tables as 1.3 does. */
const OLDER_DMN =
  /http:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn(?:11)?\.xsd|20180521\/MODEL\/)(?=["'])/g;

async function readXml(xml: string): Promise<ModdleElement> {
  try {
    const { rootElement } = await new DmnModdle().fromXML(xml.replace(OLDER_DMN, DMN_1_3));
    return rootElement;
  } catch (error) {
    throw new DecisionError('invalid-dmn', `The DMN file cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function readDecision(element: ModdleElement): Decision {
  const id = idOf(element);
  const variable = element['variable'] as ModdleElement | undefined;
  return {
    id,
    name: element.name ?? id,
    variable: variable?.name ?? null,
    requiredDecisions: elementsOf(element, 'informationRequirement').flatMap((requirement) => {
      const reference = requirement['requiredDecision'] as { href?: string } | undefined;
      return reference?.href ? [reference.href.replace(/^#/, '')] : [];
    }),
    versionTag: camunda(element, 'versionTag'),
    historyTimeToLiveDays: days(camunda(element, 'historyTimeToLive')),
    logic: readLogic(element, id, typeRefOf(variable)),
  };
}

/** An attribute of the Camunda family, whatever prefix it has. */
function camunda(element: ModdleElement, name: string): string | null {
  const attributes = (element['$attrs'] ?? {}) as Record<string, unknown>;
  const [, value] = Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`)) ?? [];
  return typeof value === 'string' && value !== '' ? value : null;
}

function days(text: string | null): number | null {
  const [, period, plain] = /^(?:P(\d+)D|(\d+))$/.exec(text ?? '') ?? [];
  return period === undefined && plain === undefined ? null : Number(period ?? plain);
}

function readLogic(
  element: ModdleElement,
  decisionId: string,
  typeRef: string | null,
): DecisionTable | LiteralExpression {
  const logic = element['decisionLogic'] as ModdleElement | undefined;
  if (logic?.$type === 'dmn:LiteralExpression') {
    return { kind: 'expression', expression: feelTextOf(logic, decisionId), typeRef };
  }
  if (logic?.$type !== 'dmn:DecisionTable') {
    const found = logic ? logic.$type.replace('dmn:', '') : 'no logic';
    throw new DecisionError(
      'unsupported',
      `Decision "${decisionId}" has ${found}; use a decision table or a literal expression.`,
      { decisionId },
    );
  }
  return readTable(logic, decisionId);
}

function readTable(table: ModdleElement, decisionId: string): DecisionTable {
  const outputs = elementsOf(table, 'output').map((output) => ({
    name: output.name ?? idOf(output),
    typeRef: typeRefOf(output),
  }));
  const aggregation = oneOf(AGGREGATIONS, table['aggregation'], decisionId, 'aggregation');
  if (aggregation && outputs.length > 1) {
    throw new DecisionError(
      'unsupported',
      `Decision "${decisionId}" aggregates by ${aggregation} but has ${outputs.length} outputs; keep one.`,
      { decisionId },
    );
  }
  return {
    kind: 'table',
    hitPolicy: oneOf(HIT_POLICIES, table['hitPolicy'], decisionId, 'hit policy') ?? 'UNIQUE',
    aggregation,
    inputs: elementsOf(table, 'input').map((input, index) => {
      const expression = input['inputExpression'] as ModdleElement | undefined;
      return {
        id: input.id ?? null,
        label: (input['label'] as string | undefined) ?? `input ${index + 1}`,
        expression: feelTextOf(expression, decisionId),
        typeRef: typeRefOf(expression),
        variable: camunda(input, 'inputVariable') ?? 'cellInput',
      };
    }),
    outputs,
    rules: elementsOf(table, 'rule').map((rule) => readRule(rule, decisionId)),
  };
}

function typeRefOf(element: ModdleElement | undefined): string | null {
  return (element?.['typeRef'] as string | undefined) ?? null;
}

function readRule(rule: ModdleElement, decisionId: string): TableRule {
  return {
    id: idOf(rule),
    tests: elementsOf(rule, 'inputEntry').map((entry) => feelTextOf(entry, decisionId)),
    results: elementsOf(rule, 'outputEntry').map((entry) => feelTextOf(entry, decisionId)),
  };
}

/** FEEL only: a cell in another language would be read as FEEL and decide something else, silently. */
function feelTextOf(element: ModdleElement | undefined, decisionId: string): string {
  const language = element?.['expressionLanguage'] as string | undefined;
  if (language && !/feel/i.test(language)) {
    throw new DecisionError(
      'unsupported',
      `Decision "${decisionId}" has a cell in ${language}; write it in FEEL.`,
      { decisionId },
    );
  }
  return ((element?.['text'] as string | undefined) ?? '').trim();
}

function checkRequirements(decision: Decision, all: DecisionModel, path: string[]): void {
  if (path.includes(decision.id)) {
    const circle = [...path, decision.id].join(' -> ');
    throw new DecisionError('invalid-dmn', `Decisions require each other in a circle: ${circle}.`, {
      decisionId: decision.id,
    });
  }
  for (const id of decision.requiredDecisions) {
    const required = all.get(id);
    if (!required) {
      throw new DecisionError(
        'invalid-dmn',
        `Decision "${decision.id}" requires "${id}", which is not in the file.`,
        {
          decisionId: decision.id,
        },
      );
    }
    checkRequirements(required, all, [...path, decision.id]);
  }
}

function oneOf<Name extends string>(
  names: readonly Name[],
  value: unknown,
  decisionId: string,
  what: string,
): Name | null {
  if (value === undefined || value === null) return null;
  const found = names.find((name) => name === value);
  if (found) return found;
  throw new DecisionError(
    'unsupported',
    `Decision "${decisionId}" has the ${what} ${JSON.stringify(value)}; use one of ${names.join(', ')}.`,
    { decisionId },
  );
}

function elementsOf(element: ModdleElement, property: string): ModdleElement[] {
  return (element[property] as ModdleElement[] | undefined) ?? [];
}

function idOf(element: ModdleElement): string {
  if (element.id) return element.id;
  throw new DecisionError('invalid-dmn', `A ${element.$type.replace('dmn:', '')} of the DMN file has no id.`);
}
