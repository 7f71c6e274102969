import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import { camundaDescriptor } from '../camunda-descriptor.ts';
import type { BpmnNode } from './bpmn-node.ts';
import { nameCollections } from './collection-names.ts';
import { PORTABLE_PROFILE } from './portable-profile.ts';
import type { Severity } from './portable-profile.ts';
import type { ParserWarning } from './rules/no-moddle-warnings.ts';

/** Something in a diagram that does not keep to the portable profile. */
export interface Finding {
  /** Id of the element on the diagram; empty when the file as a whole is meant. */
  elementId: string;
  /** Name of the rule; `docs/rules/` has a page of that name. */
  rule: string;
  message: string;
  severity: Severity;
}

/** The plug-in's name in bpmnlint's sense: its rules are `njia/<rule>`. */
const PLUGIN = 'njia';

const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';
/** Names for Camunda's extensions that some engines of the family read and others ignore. */
const OTHER_NAMESPACES = /http:\/\/(?:operaton\.org\/schema\/1\.0\/bpmn|activiti\.org\/bpmn)(?=["'])/g;
const OTHER_NAMESPACE = `extensions are named by another namespace than ${CAMUNDA}, which all engines read`;

/**
 * Checks a BPMN file against the portable profile; empty when it keeps to it. What is not BPMN at all comes back as one
 * finding of `no-moddle-warnings`. Reads nothing but the text it is given, so it also runs in a browser.
 */
export async function lintModel(xml: string): Promise<Finding[]> {
  let parsed: { rootElement: BpmnNode; warnings: ParserWarning[] };
  try {
    const moddle = new BpmnModdle({ camunda: camundaDescriptor });
    parsed = (await moddle.fromXML(xml.replace(OTHER_NAMESPACES, CAMUNDA))) as typeof parsed;
    if (xml.search(OTHER_NAMESPACES) >= 0) parsed.warnings.push({ message: OTHER_NAMESPACE });
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : 'it cannot be read').split('\n');
    const message = `The file is not BPMN 2.0: ${reason}`;
    return [{ elementId: '', rule: 'no-moddle-warnings', message, severity: 'error' }];
  }
  const linter = new Linter({ config: configFor(nameCollections(parsed.warnings)), resolver });
  const found = await linter.lint(parsed.rootElement);
  return Object.entries(found).flatMap(([name, reports]) =>
    reports.map(({ id, message, category }) => ({
      elementId: id ?? '',
      rule: name.replace(`${PLUGIN}/`, ''),
      message,
      // A rule that fails itself (category rule-error) must not let a diagram pass.
      severity: category === 'warn' ? 'warn' : 'error',
    })),
  );
}

const resolver = {
  resolveRule: (_pkg: string, rule: string) => PORTABLE_PROFILE[rule]?.create,
  resolveConfig: () => null,
};

function configFor(warnings: ParserWarning[]): object {
  const rules = Object.entries(PORTABLE_PROFILE).map(([rule, { severity }]) => [
    `${PLUGIN}/${rule}`,
    [severity, { warnings }],
  ]);
  return { rules: Object.fromEntries(rules) as Record<string, unknown> };
}
