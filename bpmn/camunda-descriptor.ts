import descriptor from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };

interface Property {
  name: string;
}

/** Attributes Camunda reads and the published descriptor does not know, each beside one that it does. */
const MISSING = [
  { beside: 'decisionRefVersion', name: 'decisionRefVersionTag', isAttr: true, type: 'String' },
];

/** What the parser is told of Camunda's extensions. */
export const camundaDescriptor: object = {
  ...descriptor,
  types: descriptor.types.map((type) => {
    const properties: readonly Property[] = 'properties' in type ? (type.properties ?? []) : [];
    const added = MISSING.filter(({ beside }) => properties.some(({ name }) => name === beside));
    return added.length === 0
      ? type
      : { ...type, properties: [...properties, ...added.map(({ beside: _, ...property }) => property)] };
  }),
};
