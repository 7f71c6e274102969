/** A DMN decision table to write as XML; cells are FEEL. */
export interface DmnTable {
  id?: string;
  hitPolicy?: string;
  aggregation?: string;
  /** Expression and type of each input column. */
  inputs: [expression: string, typeRef: string][];
  outputs: string[];
  /** Types of the outputs. @default none */
  outputTypes?: string[];
  /** `[rule id, …input cells, …output cells]`. */
  rules: string[][];
  requires?: string[];
  variable?: string;
}

const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** The XML of a file with these tables, as a modeller would save it. */
export function dmnXml(...tables: DmnTable[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${NAMESPACE}" id="definitions" name="test" namespace="http://camunda.org/schema/1.0/dmn">
${tables.map(decisionXml).join('\n')}
</definitions>`;
}

function decisionXml(table: DmnTable): string {
  const id = table.id ?? 'choose';
  const attributes = [
    table.hitPolicy ? `hitPolicy="${table.hitPolicy}"` : '',
    table.aggregation ? `aggregation="${table.aggregation}"` : '',
  ].join(' ');
  const inputs = table.inputs.map(
    ([expression, type], index) =>
      `<input id="${id}_in${index}" label="${expression}"><inputExpression id="${id}_ie${index}" typeRef="${type}">${text(expression)}</inputExpression></input>`,
  );
  const outputs = table.outputs.map((name, index) => {
    const type = table.outputTypes?.[index];
    return `<output id="${id}_out${index}" name="${name}"${type ? ` typeRef="${type}"` : ''} />`;
  });
  const requirements = (table.requires ?? []).map(
    (required) =>
      `<informationRequirement id="${id}_needs_${required}"><requiredDecision href="#${required}" /></informationRequirement>`,
  );
  return `<decision id="${id}" name="${id}">
  ${table.variable ? `<variable id="${id}_variable" name="${table.variable}" />` : ''}
  ${requirements.join('')}
  <decisionTable id="${id}_table" ${attributes}>
    ${[...inputs, ...outputs, ...table.rules.map((rule) => ruleXml(id, table.inputs.length, rule))].join('\n    ')}
  </decisionTable>
</decision>`;
}

function ruleXml(decisionId: string, inputCount: number, [ruleId = '', ...cells]: string[]): string {
  const entries = cells.map((cell, index) => {
    const kind = index < inputCount ? 'inputEntry' : 'outputEntry';
    return `<${kind} id="${decisionId}_${ruleId}_${index}">${text(cell)}</${kind}>`;
  });
  return `<rule id="${ruleId}">${entries.join('')}</rule>`;
}

function text(feel: string): string {
  return `<text>${feel.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
}
