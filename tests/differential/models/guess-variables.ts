import { Random } from '../../support/random.ts';
import type { TypedVariables } from '../drive.ts';

const EXPRESSION = /[$#]\{([^}]*)\}/g;
/** What stands before the expression of a condition. */
const CONDITION = /[cC]ondition(?:Expression)?\b[^<>]*>\s*(?:<!\[CDATA\[)?\s*$/;
const WORDS = new Set(
  [
    'true',
    'false',
    'null',
    'empty',
    'not',
    'and',
    'or',
    'eq',
    'ne',
    'gt',
    'lt',
    'ge',
    'le',
    'div',
    'mod',
  ].concat([
    'execution',
    'authenticatedUserId',
    'task',
    'loopCounter',
    'nrOfInstances',
    'nrOfActiveInstances',
    'nrOfCompletedInstances',
  ]),
);

/** Values for the variables that expressions and collections of a model read; another seed gives other values. */
export function guessVariables(text: string, seed: number): TypedVariables {
  const random = new Random(seed);
  const variables: TypedVariables = {};
  for (const [, name = ''] of text.matchAll(/\bcollection\s*=\s*"(?:[$#]\{)?(\w+)\}?"/g))
    variables[name] = list(random);
  for (const { 1: source = '', index } of text.matchAll(EXPRESSION)) {
    const code = source
      .replaceAll('&quot;', '"')
      .replaceAll('&gt;', '>')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    const bare = code.replace(/'[^']*'|"[^"]*"/g, '').replace(/\.\s*\w+/g, '');
    for (const [name] of bare.matchAll(/\b[a-zA-Z_]\w*\b(?!\s*[(:])/g)) {
      if (!WORDS.has(name) && !(name in variables))
        variables[name] = valueFor(
          name,
          { code, isCondition: CONDITION.test(text.slice(Math.max(0, index - 200), index)) },
          random,
        );
    }
  }
  return variables;
}

function valueFor(
  name: string,
  { code, isCondition }: { code: string; isCondition: boolean },
  random: Random,
): TypedVariables[string] {
  const compared = new RegExp(
    `\\b${name}\\s*(?:[=!]=|[<>]=?|eq|ne|gt|lt|ge|le)\\s*(?:'([^']*)'|"([^"]*)"|(-?\\d+)|(true|false))`,
  ).exec(code);
  const [, one, other, number, truth] = compared ?? [];
  const word = one ?? other;
  if (word !== undefined) return { type: 'String', value: random.chance(0.7) ? word : `${word}-other` };
  if (number !== undefined) return { type: 'Integer', value: Number(number) + random.integer(-1, 1) };
  if (truth !== undefined || (isCondition && code.trim().replace(/^(?:!|not\s)\s*/, '') === name))
    return { type: 'Boolean', value: random.chance(0.6) };
  return random.chance(0.5)
    ? { type: 'Integer', value: random.integer(0, 5) }
    : { type: 'String', value: 'PT1H' };
}

function list(random: Random): TypedVariables[string] {
  const items = ['one', 'two', 'three'].slice(0, random.integer(1, 3));
  return {
    type: 'Object',
    value: JSON.stringify(items),
    valueInfo: {
      objectTypeName: 'java.util.ArrayList<java.lang.String>',
      serializationDataFormat: 'application/json',
    },
  };
}
