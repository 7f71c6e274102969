import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lintModel } from '../../../bpmn/lint/lint-model.ts';
import { createTokenCore } from '../../../engine/core/token-core.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const diagrams = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  // Those of other modellers are only drawn, and kept as they are.
  .filter((name) => name.endsWith('.bpmn') && !name.startsWith('miwg/'))
  .toSorted();

/** Diagrams for the engine alone name no form of the inbox; whatever else they break is said here. */
const BREAKS: Readonly<Record<string, string[]>> = {
  'bpmn/input-output-mapping.bpmn': ['no-personal-variables'],
  'bpmn/invalid-expression.bpmn': ['conditions-are-juel'],
  'bpmn/invalid-java-class.bpmn': ['no-java'],
  'bpmn/invalid-script.bpmn': ['no-scripts'],
  'bpmn/invalid-service-task.bpmn': ['external-task-topic'],
  'bpmn/invalid-unknown-attribute.bpmn': ['no-moddle-warnings'],
  'bpmn/script-parameter.bpmn': ['no-scripts'],
  'patterns/37-local-synchronizing-merge.bpmn': ['inclusive-join-awaited'],
};

/** What every engine refuses by itself is not repeated in the linter. */
const REFUSED_BY_ENGINES = ['bpmn/invalid-two-plain-starts.bpmn', 'bpmn/three-ways-to-start.bpmn'];

/** The rule a fixture shows a break of: its folder's. */
function ruleShownBy(name: string): string[] {
  const [, rule] = /^bpmn-lint\/([^/]+)\/invalid-/.exec(name) ?? [];
  return rule === undefined ? (BREAKS[name] ?? []) : [rule];
}

it('there are diagrams, and what is said of some is said of diagrams that are there', () => {
  expect(diagrams.length).toBeGreaterThan(100);
  expect(diagrams).toEqual(expect.arrayContaining([...Object.keys(BREAKS), ...REFUSED_BY_ENGINES]));
});

it.each(diagrams)('is accepted, or breaks exactly the rule it is there for: %s', async (name) => {
  const xml = readFileSync(new URL(name, FIXTURES), 'utf8');
  const isOurs = name.startsWith('bpmn-lint/');
  const findings = await lintModel(xml);
  const broken = [...new Set(findings.map(({ rule }) => rule))]
    .filter((rule) => isOurs || rule !== 'user-task-form')
    .toSorted();
  expect(broken).toEqual(ruleShownBy(name));
  // What the linter takes the engine takes as well.
  if (broken.length === 0) {
    const { problems } = await createTokenCore().load(xml);
    expect(problems.length > 0).toBe(REFUSED_BY_ENGINES.includes(name));
  }
});
