import { dmnXml } from '../support/dmn-table.ts';
import type { Recorder } from './recorder.ts';

const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** What is asked of each decision: with nothing, and with variables of two kinds. */
const VARIABLES = [
  {},
  { points: { value: 7, type: 'Integer' }, bonus: { value: 2, type: 'Integer' } },
  { points: { value: '7', type: 'String' }, bonus: { value: 'x', type: 'String' } },
];

/** A decision that is one expression, with a variable of a type. */
const expression = (id: string, text: string, type: string): string =>
  `<decision id="${id}" name="${id}"><variable id="${id}_v" name="${id}" typeRef="${type}" />
     <literalExpression id="${id}_e"><text>${text}</text></literalExpression></decision>`;

/** Decisions to which variables are not given, and values of other types than their columns say. */
const DECISIONS: Readonly<Record<string, string>> = {
  'missing-input': dmnXml({
    id: 'missing-input',
    hitPolicy: 'COLLECT',
    inputs: [['points', 'integer']],
    outputs: ['level'],
    outputTypes: ['string'],
    rules: [
      ['high', '> 5', '"high"'],
      ['at-least', '>= 7', '"at least"'],
      ['within', '[1..9]', '"within"'],
      ['other', 'not(7)', '"other"'],
      ['none', 'null', '"none"'],
      ['any', '-', '"any"'],
      ['named', 'cellInput = 7', '"named"'],
    ],
  }),
  'missing-in-cells': dmnXml({
    id: 'missing-in-cells',
    hitPolicy: 'COLLECT',
    inputs: [['1', 'integer']],
    outputs: ['level'],
    outputTypes: ['string'],
    rules: [
      ['greater', '> bonus', '"greater"'],
      ['less', '< bonus', '"less"'],
      ['same', 'bonus', '"same"'],
      ['not-same', 'not(bonus)', '"not same"'],
      ['list', 'bonus, 1', '"list"'],
    ],
  }),
  'missing-output': dmnXml({
    id: 'missing-output',
    hitPolicy: 'RULE ORDER',
    inputs: [['1', 'integer']],
    outputs: ['sum', 'why'],
    outputTypes: ['integer', 'string'],
    rules: [
      ['plain', '-', 'points', '"points"'],
      ['sum', '-', 'if points = null then 0 else 1', 'bonus'],
      ['empty', '-', '', '"no sum"'],
      ['nothing', '-', '', ''],
    ],
  }),
  'summed-up': dmnXml({
    id: 'summed-up',
    hitPolicy: 'COLLECT',
    aggregation: 'SUM',
    inputs: [['points', 'integer']],
    outputs: ['sum'],
    outputTypes: ['integer'],
    rules: [
      ['one', '7', '1'],
      ['nothing', '-', ''],
      ['bonus', '7', 'bonus'],
    ],
  }),
  ...Object.fromEntries(
    [
      ['gives', 'points', 'string'],
      ['counts', 'points', 'integer'],
      ['tells', 'points', 'boolean'],
      ['adds', 'points + bonus', 'integer'],
      ['compares', 'points &gt; bonus', 'boolean'],
      ['chooses', 'if points &gt; 5 then "many" else "few"', 'string'],
      ['defaults', 'if points = null then 3 else 4', 'integer'],
      ['denies', 'points = null and bonus = null', 'boolean'],
      ['goes-into', 'points.of.nobody', 'string'],
    ].map(([id = '', text = '', type = '']) => [
      id,
      `<?xml version="1.0" encoding="UTF-8"?>
       <definitions xmlns="${NAMESPACE}" id="${id}-file" name="test" namespace="http://camunda.org/schema/1.0/dmn">
         ${expression(id, text, type)}</definitions>`,
    ]),
  ),
};

/** Decisions that are not given all they ask for. */
export async function playDecisions(engine: Recorder): Promise<void> {
  const files = Object.entries(DECISIONS).map(([id, xml]) => [`${id}.dmn`, xml]);
  await engine.deploy('decisions', Object.fromEntries(files) as Record<string, string>);
  for (const id of Object.keys(DECISIONS)) {
    for (const variables of VARIABLES)
      await engine.post(`/decision-definition/key/${id}/evaluate`, { variables });
  }
}
