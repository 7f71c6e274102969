import { describe, expect, it } from 'vitest';
import { evaluateDecision } from '../../../bpmn/decisions/evaluate-decision.ts';
import { parseDecisions } from '../../../bpmn/decisions/parse-decisions.ts';
import { dmnXml } from '../../support/dmn-table.ts';
import type { DmnTable } from '../../support/dmn-table.ts';

const overlapping: DmnTable = {
  inputs: [['score', 'number']],
  outputs: ['points'],
  rules: [
    ['above-5', '> 5', '1'],
    ['above-10', '> 10', '2'],
    ['below-0', '< 0', '9'],
  ],
};

async function decide(table: DmnTable, input: Record<string, unknown>) {
  const model = await parseDecisions(dmnXml(table));
  return evaluateDecision(model, table.id ?? 'choose', input);
}

describe('hit policies', () => {
  it.each([
    ['FIRST', undefined, [{ points: 1 }]],
    ['RULE ORDER', undefined, [{ points: 1 }, { points: 2 }]],
    ['COLLECT', undefined, [{ points: 1 }, { points: 2 }]],
    ['COLLECT', 'SUM', [{ points: 3 }]],
    ['COLLECT', 'MIN', [{ points: 1 }]],
    ['COLLECT', 'MAX', [{ points: 2 }]],
    ['COLLECT', 'COUNT', [{ points: 2 }]],
  ])('%s %s answers the rules that match accordingly', async (hitPolicy, aggregation, rows) => {
    // when
    const result = await decide(
      { ...overlapping, hitPolicy, ...(aggregation && { aggregation }) },
      { score: 12 },
    );

    // then
    expect(result.rows).toEqual(rows);
  });

  it('UNIQUE is the default and answers the one rule that matches, by id', async () => {
    expect(await decide(overlapping, { score: 7 })).toMatchObject({
      rows: [{ points: 1 }],
      ruleIds: ['above-5'],
    });
  });

  it('UNIQUE refuses two rules that match, naming both', async () => {
    await expect(decide(overlapping, { score: 12 })).rejects.toMatchObject({
      code: 'hit-policy-violated',
      decisionId: 'choose',
      message: expect.stringContaining('"above-5", "above-10"') as string,
    });
  });

  it('ANY accepts rules that agree and refuses rules that do not', async () => {
    // given
    const agreeing = {
      ...overlapping,
      hitPolicy: 'ANY',
      rules: [
        ['a', '> 5', '1'],
        ['b', '> 10', '1'],
      ],
    };

    // then
    expect((await decide(agreeing, { score: 12 })).rows).toEqual([{ points: 1 }]);
    await expect(decide({ ...overlapping, hitPolicy: 'ANY' }, { score: 12 })).rejects.toMatchObject({
      code: 'hit-policy-violated',
    });
  });

  it('aggregates what the rules give, and leaves out those that give nothing', async () => {
    const table = {
      ...overlapping,
      hitPolicy: 'COLLECT',
      rules: [
        ['five', '-', '5'],
        ['bare', '-', ''],
      ],
    };
    const of = async (aggregation: string) => (await decide({ ...table, aggregation }, { score: 1 })).rows;
    expect(await of('SUM')).toEqual([{ points: 5 }]);
    expect(await of('COUNT')).toEqual([{ points: 1 }]);
  });

  it('answers nothing when no rule matches, and a count of nothing is 0', async () => {
    expect((await decide(overlapping, { score: 3 })).rows).toEqual([]);
    const counting = { ...overlapping, hitPolicy: 'COLLECT', aggregation: 'COUNT' };
    expect((await decide(counting, { score: 3 })).rows).toEqual([{ points: 0 }]);
  });

  it('refuses PRIORITY when the file is read, because the Java engines do not know it', async () => {
    await expect(parseDecisions(dmnXml({ ...overlapping, hitPolicy: 'PRIORITY' }))).rejects.toMatchObject({
      code: 'unsupported',
      decisionId: 'choose',
    });
  });
});

describe('cells and inputs', () => {
  it('matches an empty cell and a dash with anything, also with null', async () => {
    const table = {
      ...overlapping,
      hitPolicy: 'RULE ORDER',
      rules: [
        ['empty', '', '1'],
        ['dash', '-', '2'],
        ['number', '> 1', '3'],
      ],
    };
    expect((await decide(table, { score: null })).ruleIds).toEqual(['empty', 'dash']);
  });

  it('reads a number given as text by the type of the column', async () => {
    expect((await decide(overlapping, { score: '7' })).ruleIds).toEqual(['above-5']);
  });

  it('refuses a value that is not of the type of the column', async () => {
    await expect(decide(overlapping, { score: 'many' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('names decision and rule of a cell that is not FEEL', async () => {
    const table = { ...overlapping, rules: [['broken', '> > 5', '1']] };
    await expect(decide(table, { score: 7 })).rejects.toMatchObject({
      code: 'bad-expression',
      decisionId: 'choose',
      ruleId: 'broken',
    });
  });

  it('takes what nobody gave as null, and says where and what', async () => {
    // given
    const table = {
      ...overlapping,
      hitPolicy: 'COLLECT',
      rules: [
        ['small', '< 5', '1'],
        ['none', 'null', 'scroe + 1'],
      ],
    };
    // when
    const { rows, warnings } = await decide(table, { scroe: null });
    // then
    expect(rows).toEqual([{ points: null }]);
    expect(warnings).toEqual([
      { decisionId: 'choose', at: 'choose_in0', code: 'NO_VARIABLE_FOUND', text: 'score' },
      { decisionId: 'choose', at: 'none', code: 'INVALID_TYPE', text: '+' },
    ]);
  });

  it('refuses a function it does not know, which another engine might', async () => {
    const table = { ...overlapping, rules: [['own', 'is defined(score)', '1']] };
    await expect(decide(table, { score: 7 })).rejects.toMatchObject({
      code: 'bad-expression',
      ruleId: 'own',
    });
  });

  it.each([
    ['[1..9]', [1, 5, 9], [0, 10, 'b', true, null]],
    ['(1..9)', [5], [1, 9, 'b', true, null]],
    [']1..9[', [5], [1, 9, 'b', true, null]],
    ['[1..9)', [1, 5], [9, 'b', true]],
    ['["a".."c"]', ['a', 'b'], ['d', 5, true, null]],
    ['>= 1', [1, 2], [0, 'b', '2', true, null]],
    ['> 1', [2], [1, '2', true]],
    ['< limit', [2], [3, '2', true]],
    ['<= 1', [1, 0], [2, 'b', true, null]],
    ['>= 1, null', [1, null], [0]],
  ])('takes %s to hold %j, and nothing of another type', async (cell, within, without) => {
    const table: DmnTable = { ...overlapping, inputs: [['score', 'any']], rules: [['within', cell, '1']] };
    for (const score of within) expect((await decide(table, { score, limit: 3 })).rows).toHaveLength(1);
    for (const score of without) expect((await decide(table, { score, limit: 3 })).rows).toEqual([]);
  });

  it('shows the cells of a column its value by name', async () => {
    const table = { ...overlapping, rules: [['same', 'cellInput = 7', '1']] };
    expect((await decide(table, { score: 7 })).ruleIds).toEqual(['same']);
  });

  it('gives no output for a cell that is left empty', async () => {
    const table = { ...overlapping, outputs: ['points', 'why'], rules: [['bare', '-', '1', '']] };
    expect((await decide(table, { score: 7 })).rows).toEqual([{ points: 1 }]);
  });

  it.each([
    ['string', '1', '1'],
    ['string', 'true', 'true'],
    ['integer', '"1"', 1],
    ['long', '2', 2],
    ['double', '"1.5"', 1.5],
    ['boolean', '"TRUE"', true],
    ['string', 'null', null],
    ['colour', '1', 1],
    ['number', '"1"', '1'],
    ['string', 'date("2026-03-01")', '2026-03-01'],
  ])('converts an output of the type %s: %s', async (typeRef, cell, value) => {
    const table = { ...overlapping, outputTypes: [typeRef], rules: [['only', '-', cell]] };
    expect((await decide(table, { score: 7 })).rows).toEqual([{ points: value }]);
  });

  it.each([
    ['integer', '1.5'],
    ['long', '"many"'],
    ['double', 'true'],
    ['boolean', '1'],
    ['date', '"soon"'],
  ])('refuses an output that is no %s: %s', async (typeRef, cell) => {
    const table = { ...overlapping, outputTypes: [typeRef], rules: [['only', '-', cell]] };
    await expect(decide(table, { score: 7 })).rejects.toMatchObject({
      code: 'bad-expression',
      ruleId: 'only',
    });
  });

  it('names the decisions of the file when asked for another', async () => {
    const model = await parseDecisions(dmnXml(overlapping));
    expect(() => evaluateDecision(model, 'chose', {})).toThrow('no decision "chose"; the file has choose');
  });
});

describe('decisions that require others', () => {
  const score: DmnTable = {
    id: 'score',
    variable: 'scoring',
    inputs: [['likelihood', 'number']],
    outputs: ['points'],
    rules: [
      ['rare', '<= 2', '1'],
      ['likely', '> 2', 'likelihood * 2'],
    ],
  };
  const level: DmnTable = {
    id: 'level',
    requires: ['score'],
    inputs: [
      ['points', 'number'],
      ['scoring', 'number'],
    ],
    outputs: ['level'],
    rules: [
      ['low', '< 5', '-', '"low"'],
      ['high', '>= 5', '>= 5', '"high"'],
    ],
  };

  it('see outputs of the required decision by their names and by its variable', async () => {
    const model = await parseDecisions(dmnXml(level, score));
    expect(evaluateDecision(model, 'level', { likelihood: 4 }).rows).toEqual([{ level: 'high' }]);
    expect(evaluateDecision(model, 'level', { likelihood: 1 }).rows).toEqual([{ level: 'low' }]);
  });

  it('may not require each other in a circle', async () => {
    const circle = dmnXml(level, { ...score, requires: ['level'] });
    await expect(parseDecisions(circle)).rejects.toThrow('level -> score -> level');
  });

  it('may not require what is not in the file', async () => {
    await expect(parseDecisions(dmnXml(level))).rejects.toThrow(
      '"level" requires "score", which is not in the file',
    );
  });
});

it('refuses a file that is not DMN', async () => {
  await expect(parseDecisions('<bpmn/>')).rejects.toMatchObject({ code: 'invalid-dmn' });
});
